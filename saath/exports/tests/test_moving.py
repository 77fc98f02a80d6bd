"""A shop moves to the other database by two commands, killed on the way, and is the same shop there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from saath.conversations.tests.builders import Desk
from saath.exports.tests.builders import OWNER, data_of, make_export, octets_of
from saath.operations.tests.installations import (
    Installation,
    postgresql_installation,
    some_cluster,
    sqlite_installation,
    succeeded,
)
from saath.tenancy.actor import Actor
from tests.postgres import Cluster

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.kill]
KILLED = -9
SHOP = (
    *(
        "--name",
        "Home",
        "--owner-name",
        "Owner",
        "--owner-email",
        OWNER,
        "--password",
        "five cushions on a swing",
    ),
    *("--host", "localhost:8000", "--mailbox", ""),
)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """A running PostgreSQL, whatever the engine of this run."""
    with some_cluster() as running:
        yield running


@pytest.fixture
def elsewhere(tmp_path: Path, cluster: Cluster) -> Installation:
    """An installation on the other engine, with an empty shop."""
    folder = tmp_path / "elsewhere"
    on_sqlite = connection.vendor == "sqlite"
    installation = postgresql_installation(folder, cluster) if on_sqlite else sqlite_installation(folder)
    succeeded(installation.saath("shop", "create", *SHOP))
    return installation


def test_every_line_is_the_same_on_the_other_database_however_often_it_was_killed(
    desk: Desk, owner: Actor, elsewhere: Installation, tmp_path: Path
) -> None:
    before = tmp_path / "before.zip"
    before.write_bytes(octets_of(make_export(owner)))
    words = ("import-shop", "--shop", "home", str(before))
    assert "Nothing was kept" in succeeded(elsewhere.saath(*words, "--dry-run"))
    for strike in ("shop_lines_in:2", "shop_lines_in:20", "shop_lines_in:45"):
        assert elsewhere.saath(*words, SAATH_FAULTS=strike).returncode == KILLED
    assert "Everything is in" in succeeded(elsewhere.saath(*words))
    again = elsewhere.saath(*words)
    assert again.returncode == 1
    assert "already" in again.stderr
    after = tmp_path / "after.zip"
    succeeded(elsewhere.saath("export", "--shop", "home", str(after)))
    told, found = data_of(before.read_bytes()), data_of(after.read_bytes())
    for name in told:
        assert found[name] == told[name], name
    assert found.keys() == told.keys()
