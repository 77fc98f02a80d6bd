"""A shop for those who kill, on the engine of this run with every commit on disk."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.installation import Installation
from tests.kill.facts import Facts
from tests.left_out import left_out
from tests.plugin import ENGINE
from tests.postgres import Cluster, NoPostgres

DATABASE = "killed"
Shop = tuple[Installation, Facts]


@pytest.fixture
def folder() -> Iterator[Path]:
    """Return a folder that PostgreSQL's user may reach too."""
    made = Path(tempfile.mkdtemp(prefix="saath-kill-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@contextmanager
def a_shop(folder: Path, **settings: str) -> Iterator[Shop]:
    """Open a shop in a folder with a database of its own, until the block ends. `settings` are `SAATH_…` variables."""
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
    try:
        cluster.create_database(DATABASE)
        urls = {"database_url": cluster.app_url(DATABASE), "owner_url": cluster.owner_url(DATABASE)}
        installation = Installation.make(folder, **urls, **settings)
        installation.open_shop()
        yield installation, Facts(cluster.superuser_url(DATABASE))
    finally:
        cluster.stop()


@pytest.fixture
def shop(folder: Path) -> Iterator[Shop]:
    """Return a shop whose strikes are remembered over all processes."""
    struck = folder / "struck"
    struck.mkdir()
    with a_shop(folder, lease_seconds="3", faults_once=str(struck)) as shop:
        yield shop
