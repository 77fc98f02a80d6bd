"""Fixtures of the tests of running, backing up and examining."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from saath.operations.tests.installations import some_cluster
from tests.postgres import Cluster


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A running PostgreSQL, whatever the engine of this run; left out where there is none."""
    with some_cluster() as running:
        yield running


@pytest.fixture
def own_files(tmp_path: Path, settings: Settings) -> Path:
    """An empty folder for the files of this test."""
    settings.FILES_DIR = tmp_path / "own-files"
    return tmp_path / "own-files"
