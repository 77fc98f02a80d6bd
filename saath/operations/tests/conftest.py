"""Fixtures of the tests of running, backing up and examining."""

from __future__ import annotations

import os
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

SHOP = (
    *("--name", "Paanch Takiye", "--owner-name", "Asha", "--owner-email", "asha@example.in"),
    *("--password", "a long enough pass", "--host", "localhost:8000", "--mailbox", "namaste@paanch.test"),
)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A running PostgreSQL, whatever the engine of this run; left out where there is none."""
    with some_cluster() as running:
        yield running


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    """An installation of its own on the engine of this run, with one shop."""
    folder = tmp_path / "installation"
    if "DATABASE_URL" in os.environ:
        opened = postgresql_installation(folder, Cluster(Path(os.environ[RUN_FOLDER])))
    else:
        opened = sqlite_installation(folder)
    succeeded(opened.saath("shop", "create", *SHOP))
    return opened


@pytest.fixture
def own_files(tmp_path: Path, settings: Settings) -> Path:
    """An empty folder for the files of this test."""
    settings.FILES_DIR = tmp_path / "own-files"
    return tmp_path / "own-files"
