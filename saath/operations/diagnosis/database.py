"""Whether the database answers, is ours, and is as safe as it should be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from saath.operations.archive.migrations import applied_migrations, known_migrations
from saath.operations.diagnosis.finding import Circumstances, Finding

WRONG_SIGN_IN = re.compile(r"password authentication failed|no password supplied|role .* does not exist")
WRONG_NAME = re.compile(r"database .* does not exist")
REFUSED = re.compile(r"FATAL:")
QUICKLY_CHECKED_BYTES = 256 * 1024**2


def connects(circumstances: Circumstances) -> Iterator[Finding]:
    """Sign in and ask for nothing."""
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        yield _cannot_connect(_reason(error))


def is_whole(circumstances: Circumstances) -> Iterator[Finding]:
    """Let SQLite compare its pages, where that is quick."""
    path = Path(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or not path.exists() or path.stat().st_size > QUICKLY_CHECKED_BYTES:
        return
    answer = _ask("PRAGMA quick_check(1)")
    if answer != "ok":
        yield Finding(
            "database.damaged",
            _("The database file is damaged: %(reason)s.") % {"reason": answer},
            _("Stop Saath, keep the file aside, and restore the last backup into a new folder."),
        )


def is_migrated(circumstances: Circumstances) -> Iterator[Finding]:
    """Compare the tables with this release."""
    applied, known = applied_migrations(), known_migrations()
    if waiting := known - applied:
        yield Finding(
            "database.migrations",
            _("The database is not prepared for this release; steps that are missing: %(count)d.")
            % {"count": len(waiting)},
            _("Start saath serve once: it brings the database up to date."),
        )
    elif newer := applied - known:
        yield Finding(
            "database.newer",
            _("The database belongs to a newer release: it has %(step)s.") % {"step": min(newer)},
            _("Install the newer release again; this one must not write into it."),
        )


def role_is_confined(circumstances: Circumstances) -> Iterator[Finding]:
    """Ask PostgreSQL whether row-level security holds for the role that we sign in as."""
    if connection.vendor != "postgresql":
        return
    if _ask("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"):
        yield Finding(
            "database.role_bypasses",
            _(
                "The role of DATABASE_URL goes round row-level security: shops are kept apart by the program alone."
            ),
            _("Sign in as a role with NOSUPERUSER and NOBYPASSRLS that owns nothing."),
        )
    elif _ask("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user"):
        yield Finding(
            "database.role_owns",
            _("The role of DATABASE_URL owns the tables, so that it could switch row-level security off."),
            _("Make a role of its own for DATABASE_URL, and name the owner in DATABASE_OWNER_URL only."),
        )


def writes_ahead(circumstances: Circumstances) -> Iterator[Finding]:
    """Ask SQLite whether readers and the writer stay out of each other's way."""
    if connection.vendor == "sqlite" and (mode := _ask("PRAGMA journal_mode")) != "wal":
        yield Finding(
            "database.journal",
            _("SQLite keeps no write-ahead log here (it says %(mode)s), so pages wait for each other.")
            % {"mode": mode},
            _("Move the data folder to a local disk: network folders cannot do this."),
        )


def _reason(error: DatabaseError) -> str:
    """Return the last thing that the database says of itself: what is set in below it is a hint."""
    lines = str(error).strip().splitlines()
    return next((line for line in reversed(lines) if not line.startswith("\t")), "").strip()


def _cannot_connect(reason: str) -> Finding:
    said = {"reason": reason}
    if "not a database" in reason or "malformed" in reason:
        return Finding(
            "database.damaged",
            _("The database file is damaged: %(reason)s.") % said,
            _("Stop Saath, keep the file aside, and restore the last backup into a new folder."),
        )
    if WRONG_SIGN_IN.search(reason):
        return Finding(
            "database.password",
            _("The database refuses user or password: %(reason)s") % said,
            _("Correct user and password in DATABASE_URL, or set the password with ALTER ROLE … PASSWORD."),
        )
    if WRONG_NAME.search(reason):
        return Finding(
            "database.name",
            _("There is no such database: %(reason)s") % said,
            _("Correct the name in DATABASE_URL, or make the database with createdb."),
        )
    if REFUSED.search(reason):
        return Finding(
            "database.refused",
            _("The database refuses us: %(reason)s") % said,
            _(
                "Read the log of PostgreSQL; often there are too many connections, or pg_hba.conf does not let us in."
            ),
        )
    return Finding(
        "database.unreachable",
        _("The database does not answer: %(reason)s") % said,
        _("Start the database, or correct host and port in DATABASE_URL."),
    )


def _ask(question: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(question)
        row = cursor.fetchone()
    return row[0] if row else None
