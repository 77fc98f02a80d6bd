"""The test database of one process, made from the migrations as an installation makes it: owner migrates, app works."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.core.management.sql import sql_flush
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import TransactionTestCase

from config import databases
from tests.postgres import Cluster

TEMPLATE = "saath_template"


@contextmanager
def fresh_test_database() -> Iterator[None]:
    """Make the database of this process, and empty it after every test that commits."""
    TransactionTestCase._fixture_teardown = _empty  # type: ignore[attr-defined]
    run = Path(os.environ["SAATH_TEST_RUN"])
    with open(run / f"{TEMPLATE}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if connection.vendor == "postgresql":
            _copy_template(Cluster(run))
        else:
            _copy_template_file(run / f"{TEMPLATE}.sqlite3")
    yield
    connections.close_all()


def _copy_template(cluster: Cluster) -> None:
    if not cluster.has_database(TEMPLATE):
        cluster.create_database(TEMPLATE)
        _migrate(cluster.owner_url(TEMPLATE))
    cluster.create_database(connection.settings_dict["NAME"], template=TEMPLATE)


def _copy_template_file(template: Path) -> None:
    if not template.exists():
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        connection.close()
        shutil.copyfile(connection.settings_dict["NAME"], template)
        return
    own = connection.settings_dict["TEST"]["NAME"]
    shutil.copyfile(template, own)
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = own


def _migrate(owner_url: str) -> None:
    with signed_in(owner_url):
        call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
        call_command("createcachetable", verbosity=0)
        _let_app_in(connection)


def _let_app_in(owner: BaseDatabaseWrapper) -> None:
    with owner.cursor() as cursor:
        cursor.execute(
            f'GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO "{settings.DATABASE_APP_ROLE}"'
        )


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
