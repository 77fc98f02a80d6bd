"""Bringing an installation up to this release before it serves: tables, cache, static files."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

import click
import structlog
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from config import databases
from saath.cli.loading import CannotStart
from saath.operations import static_files

MIGRATION_LOCK = 7_224_501  # PostgreSQL: nodes that start together migrate one after the other

log = structlog.get_logger(__name__)


def prepare() -> None:
    """Create or upgrade what this release needs; quick where there is nothing to do. Raises `CannotStart`."""
    with _alone():
        try:
            with as_owner(), _one_node():
                _migrate()
        except DatabaseError as error:
            raise CannotStart(
                _("The database cannot be used: %(reason)s") % {"reason": str(error).strip()},
                what_is_safe=_("What is stored is as it was."),
            ) from error
        static_files.collect()


@contextmanager
def _alone() -> Iterator[None]:
    """Let one process of this machine prepare at a time."""
    with open(settings.DATA_DIR / "prepare.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def as_owner() -> Iterator[None]:
    """Work as the role that owns the tables; on SQLite there is only one."""
    if connection.vendor != "postgresql" or settings.DATABASE_OWNER_URL == settings.DATABASE_URL:
        yield
        return
    before = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(databases.postgresql(settings.DATABASE_OWNER_URL))
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


@contextmanager
def _one_node() -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATION_LOCK])


def _refuse_older(loader: MigrationLoader) -> None:
    """Raise `CannotStart` where the database has a part of what one step came in place of: Django would leave out the rest."""
    applied = set(loader.applied_migrations)
    for step in loader.disk_migrations.values():
        had = applied.intersection(step.replaces)
        if had and len(had) < len(step.replaces):
            raise CannotStart(
                _("The database is too old for this release to bring it up to date."),
                what_is_safe=_("What is stored is as it was."),
                what_to_do=_("Start the release before this one once, and then this one."),
            )


def _migrate() -> None:
    executor = MigrationExecutor(connection)
    _refuse_older(executor.loader)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not waiting:
        return
    click.echo(_("Preparing the database (%(count)d steps) …") % {"count": len(waiting)})
    # The cache table comes first: rights on every table are given at the end of the migrations.
    call_command("createcachetable", verbosity=0)
    call_command("migrate", verbosity=0, interactive=False)
    log.info("migrated", count=len(waiting))
