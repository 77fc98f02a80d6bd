"""Fixtures of the tests of running, backing up and examining."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from saath.operations.tests.installations import (
    Installation,
    postgresql_installation,
    some_cluster,
    sqlite_installation,
    succeeded,
)
from tests.plugin import RUN_FOLDER
from tests.postgres import Cluster
from tests.prepared import begin_prepared, prepared_database

SHOP = (
    *("--name", "Paanch Takiye", "--owner-name", "Asha", "--owner-email", "asha@example.in"),
    *("--password", "a long enough pass", "--host", "localhost:8000", "--mailbox", "namaste@paanch.test"),
)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A running PostgreSQL, whatever the engine of this run; left out where there is none."""
    with some_cluster() as running:
        yield running


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation on the engine of this run, with one shop; made once, to be copied."""
    folder = tmp_path_factory.mktemp("opened") / "installation"
    if "DATABASE_URL" in os.environ:
        cluster = Cluster(Path(os.environ[RUN_FOLDER]))
        opened = postgresql_installation(folder, cluster, template=prepared_database(cluster))
    else:
        begin_prepared(folder)
        opened = sqlite_installation(folder)
    succeeded(opened.saath("shop", "create", *SHOP))
    return opened


@pytest.fixture
def installation(opened: Installation, tmp_path: Path) -> Installation:
    """An installation of its own on the engine of this run, with one shop."""
    folder = tmp_path / "installation"
    shutil.copytree(opened.folder, folder)
    if "DATABASE_URL" not in os.environ:
        return sqlite_installation(folder)
    template = opened.settings["DATABASE_URL"].partition("?")[0].rpartition("/")[2]
    return postgresql_installation(folder, Cluster(Path(os.environ[RUN_FOLDER])), template=template)


@pytest.fixture
def own_files(tmp_path: Path, settings: Settings) -> Path:
    """An empty folder for the files of this test."""
    settings.FILES_DIR = tmp_path / "own-files"
    return tmp_path / "own-files"
