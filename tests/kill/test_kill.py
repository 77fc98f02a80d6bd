"""Every mail whose 250 the client saw is there once; each answer leaves at most once, or a person is asked."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installation import Installation
from tests.kill.campaign import Campaign, Plan
from tests.kill.facts import Facts
from tests.left_out import left_out
from tests.plugin import ENGINE
from tests.post_office import PostOffice
from tests.postgres import Cluster, NoPostgres

DATABASE = "killed"
SHORT = Plan(letters=40, replies=20)
LONG = Plan(letters=500, replies=200, strikes=50, minutes=10)
SPEED = {"lease_seconds": "3", "undo_seconds": "0"}


@pytest.fixture
def folder() -> Iterator[Path]:
    """Return a folder that PostgreSQL's user may reach too."""
    made = Path(tempfile.mkdtemp(prefix="saath-kill-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def office() -> Iterator[PostOffice]:
    """Return the customers' mail server, which sometimes takes a mail and hangs up."""
    with PostOffice(drops_lines_after=8) as office:
        yield office


@pytest.fixture
def killed(folder: Path, office: PostOffice) -> Iterator[tuple[Installation, Facts]]:
    """Return an installation with a shop, on the engine of this run with every commit on disk."""
    settings = {**SPEED, "smtp_out": office.url}
    if ENGINE == "sqlite":
        installation = Installation.make(folder, **settings)
        installation.open_shop()
        yield installation, Facts(installation.database)
        return
    home = folder / "postgresql"
    home.mkdir(mode=0o755)
    try:
        cluster = Cluster.start(home, fsync=True)
    except NoPostgres as error:
        left_out(str(error))
    cluster.create_database(DATABASE)
    urls = {"database_url": cluster.app_url(DATABASE), "owner_url": cluster.owner_url(DATABASE)}
    installation = Installation.make(folder, **urls, **settings)
    installation.open_shop()
    yield installation, Facts(cluster.superuser_url(DATABASE))
    cluster.stop()


def test_each_named_point_once(killed: tuple[Installation, Facts], office: PostOffice) -> None:
    campaign = Campaign(SHORT, *killed, office)
    campaign.run()
    print(f"\n{ENGINE}: {campaign.report()}")


@pytest.mark.kill
@pytest.mark.timeout(1500)
def test_named_points_and_strikes_at_random(killed: tuple[Installation, Facts], office: PostOffice) -> None:
    campaign = Campaign(LONG, *killed, office)
    campaign.run()
    print(f"\n{ENGINE}: {campaign.report()}")
