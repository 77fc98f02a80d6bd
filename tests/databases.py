"""The test database of one process, made from the migrations as an installation makes it: owner migrates, app works."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection, connections, transaction
from django.test import TransactionTestCase

from config import databases
from tests.postgres import Cluster
from tests.prepared import prepared_database, prepared_folder

# No test takes the machine's power away: what is written need not have reached the disk.
UNSAFE_AND_FAST = "PRAGMA synchronous=OFF;"
# PostgreSQL takes any table of less than ten pages for one of ten.
GROWN_BYTES = 8 * 8192


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
    if _sweeper.cache_info().currsize:
        _sweeper(connection.settings_dict["NAME"]).close()


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
    """Empty what a test that commits has filled; on PostgreSQL as the superuser, whom neither rules of rows nor triggers stop."""
    if connection.vendor != "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            for table in cursor.execute(_full()).fetchall():
                cursor.execute(f'DELETE FROM "{table[0]}"')
        return
    name = connection.settings_dict["NAME"]
    try:
        _empty_on_postgresql(_sweeper(name))
    except psycopg.OperationalError:
        # It was alone in a database that was made anew.
        _sweeper.cache_clear()
        _empty_on_postgresql(_sweeper(name))


@cache
def _sweeper(name: str) -> psycopg.Connection[Any]:
    url = Cluster(Path(os.environ["SAATH_TEST_RUN"])).superuser_url(name)
    return psycopg.connect(url, autocommit=True, options="-c session_replication_role=replica")


def _empty_on_postgresql(sweeper: psycopg.Connection[Any]) -> None:
    """Empty what is full. Making all files anew takes long: done where one of them has grown, for plans look at its size."""
    every = ", ".join(f'"{table}"' for table in _tables())
    with sweeper.transaction():
        # Waits for those who still write.
        sweeper.execute(f"LOCK TABLE {every} IN EXCLUSIVE MODE")
        full = [str(table) for (table,) in sweeper.execute(_full()).fetchall()]
        sizes = sweeper.execute(
            "SELECT max(pg_relation_size(quote_ident(each))) FROM unnest(%s::text[]) AS each", [full]
        )
        if ((sizes.fetchone() or [0])[0] or 0) > GROWN_BYTES:
            sweeper.execute(f"TRUNCATE {every}")
            return
        for table in full:
            sweeper.execute(f'DELETE FROM "{table}"')


@cache
def _tables() -> list[str]:
    return [
        *connection.introspection.django_table_names(only_existing=True, include_views=False),
        "saath_cache",
    ]


@cache
def _full() -> str:
    """Return the statement that names the tables in which there is something."""
    return " UNION ALL ".join(
        f"SELECT '{each}' WHERE EXISTS (SELECT 1 FROM \"{each}\")" for each in _tables()
    )
