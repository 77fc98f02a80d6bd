"""Fixtures of the tests of exports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from saath.conversations.tests.builders import Desk
from saath.exports.tests.builders import OWNER, make_export, octets_of, take_shop_away
from saath.operations.tests.filled import fill
from saath.stores.queries import actor_of
from saath.stores.rules import Role
from saath.stores.tests.builders import make_colleague
from saath.tenancy.actor import Actor
from saath.tenancy.models import Domain
from saath.tenancy.scope import store_scope
from tests.kept import Kept

FULL = Kept(fill)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, settings: Settings) -> Path:
    """Files and folders of this test alone."""
    settings.FILES_DIR, settings.DATA_DIR = tmp_path / "files", tmp_path / "data"
    return tmp_path


@pytest.fixture
def desk() -> Iterator[Desk]:
    """The first of two shops that have something of everything; its store is in scope."""
    first, _second = FULL.lay()
    with store_scope(first.store_id):
        yield first


@pytest.fixture
def owner(desk: Desk) -> Actor:
    """The owner of the first shop, which has a host for files."""
    Domain.objects.create(store=desk.shop.store, purpose=Domain.Purpose.CONTENT, host="files.paanch.test")
    return actor_of(make_colleague(desk.shop, OWNER, Role.OWNER))


@pytest.fixture(scope="session")
def kept_exports() -> dict[str, bytes]:
    """The export of the full shop, which takes long to fill: made by the first test that needs it."""
    return {}


@pytest.fixture
def left(request: pytest.FixtureRequest, kept_exports: dict[str, bytes]) -> bytes:
    """The export of a full shop that is not here."""
    if not kept_exports:
        owner = request.getfixturevalue("owner")
        kept_exports["full"] = octets_of(make_export(owner))
        take_shop_away()
    return kept_exports["full"]
