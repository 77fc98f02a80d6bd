"""A full database that is made once in a process, and laid again for each test that begins with it.

To fill a shop with something of everything is hundreds of acts, which take seconds; a copy of it takes a part of one.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from tempfile import mkdtemp
from typing import Generic, TypeVar

from django.conf import settings
from django.db import connection, connections

from tests.plugin import RUN_FOLDER
from tests.postgres import Cluster

T = TypeVar("T")


class Kept(Generic[T]):
    """What `make` leaves in an empty database and among the files, with what it returns: for tests that commit."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._made: list[T] = []
        self._files = Path(mkdtemp(dir=os.environ[RUN_FOLDER]))
        self._sqlite: sqlite3.Connection | None = None

    def lay(self) -> T:
        """Fill the database of the test, which is empty, and its files; return what `make` did, a copy of it."""
        if self._made:
            self._lay_rows()
            shutil.copytree(self._files, settings.FILES_DIR, dirs_exist_ok=True)
        else:
            self._made.append(self._make())
            shutil.copytree(settings.FILES_DIR, self._files, dirs_exist_ok=True)
            self._keep_rows()
        return deepcopy(self._made[0])

    def _keep_rows(self) -> None:
        if connection.vendor == "sqlite":
            self._sqlite = sqlite3.connect(":memory:", check_same_thread=False)
            connection.connection.backup(self._sqlite)
            return
        name = connection.settings_dict["NAME"]
        connections.close_all()
        _cluster().copy_database(name, self._name)

    def _lay_rows(self) -> None:
        if self._sqlite is not None:
            connection.ensure_connection()
            self._sqlite.backup(connection.connection)
            return
        name = connection.settings_dict["NAME"]
        connections.close_all()
        _cluster().copy_database(self._name, name)

    @property
    def _name(self) -> str:
        return f"kept_{id(self):x}_{connection.settings_dict['NAME']}"


def _cluster() -> Cluster:
    return Cluster(Path(os.environ[RUN_FOLDER]))
