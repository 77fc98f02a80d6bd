"""Which migrations this release knows, and which the database has."""

from __future__ import annotations

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def known_migrations() -> frozenset[str]:
    """Return the migrations of this release as `app.name`, and those in whose place they came: both are noted as applied."""
    there = MigrationLoader(None).disk_migrations
    former = (each for migration in there.values() for each in migration.replaces)
    return frozenset(f"{app}.{name}" for app, name in (*there, *former))


def applied_migrations() -> frozenset[str]:
    """Return the migrations that the database has, known to this release or not."""
    applied = MigrationRecorder(connection).applied_migrations()
    return frozenset(f"{app}.{name}" for app, name in applied)
