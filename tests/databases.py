"""The test database of one process, made from the migrations as an installation makes it: owner migrates, app works."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.color import no_style
from django.core.management.sql import sql_flush
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import TransactionTestCase

from config import databases
from tests.postgres import Cluster
from tests.prepared import prepared_database, prepared_folder

# No test takes the machine's power away: what is written need not have reached the disk.
UNSAFE_AND_FAST = "PRAGMA synchronous=OFF;"


@contextmanager
def fresh_test_database() -> Iterator[None]:
    """Make the database of this process, and empty it after every test that commits."""
    TransactionTestCase._fixture_teardown = _empty  # type: ignore[attr-defined]
    if connection.vendor == "postgresql":
        cluster = Cluster(Path(os.environ["SAATH_TEST_RUN"]))
        cluster.create_database(connection.settings_dict["NAME"], template=prepared_database(cluster))
    else:
        own = connection.settings_dict["TEST"]["NAME"]
        shutil.copyfile(prepared_folder() / "saath.sqlite3", own)
        connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = own
        connection.settings_dict["OPTIONS"]["init_command"] += UNSAFE_AND_FAST
    yield
    connections.close_all()


@contextmanager
def signed_in(url: str) -> Iterator[None]:
    """Let the default connection be another role or database until the block ends."""
    before = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(
        {key: databases.postgresql(url)[key] for key in ("NAME", "USER", "PASSWORD", "HOST")}
    )
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


@contextmanager
def signed_in_as_owner() -> Iterator[None]:
    """Let the default connection be the role that owns the tables until the block ends (outside any transaction)."""
    with signed_in(settings.DATABASE_OWNER_URL):
        yield


def _empty(self: Any) -> None:
    """Empty every table after a test that commits; on PostgreSQL as the owner, for the app's role may not."""
    owner = _owner_connection()
    owner.ops.execute_sql_flush(sql_flush(no_style(), owner, reset_sequences=False, allow_cascade=False))
    with owner.cursor() as cursor:
        cursor.execute("DELETE FROM saath_cache")
    if owner is not connection:
        owner.close()


def _owner_connection() -> BaseDatabaseWrapper:
    if connection.vendor != "postgresql":
        return connections["default"]
    owner = databases.postgresql(settings.DATABASE_OWNER_URL)
    return type(connections["default"])(
        {**connection.settings_dict, "USER": owner["USER"], "PASSWORD": owner["PASSWORD"]}, "default"
    )
