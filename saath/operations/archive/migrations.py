"""Which migrations this release knows, and which the database has."""

from __future__ import annotations

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def known_migrations() -> frozenset[str]:
    """Return the migrations of this release as `app.name`."""
    return frozenset(f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations)


def applied_migrations() -> frozenset[str]:
    """Return the migrations that the database has, known to this release or not."""
    applied = MigrationRecorder(connection).applied_migrations()
    return frozenset(f"{app}.{name}" for app, name in applied)
