"""Whether there is a database to work with: asked by commands that do not prepare it themselves."""

from __future__ import annotations

from django.db import DatabaseError
from django.utils.translation import gettext as _

from saath.cli.loading import CannotStart
from saath.operations.archive.migrations import applied_migrations, known_migrations


def check_begun() -> frozenset[str]:
    """Return the migrations that the database has. Raises `CannotStart` where it has none, or does not answer."""
    try:
        applied = applied_migrations()
    except DatabaseError as error:
        raise CannotStart(
            _("The database cannot be used: %(reason)s") % {"reason": str(error).strip()}
        ) from error
    if not applied:
        raise CannotStart(
            _("Nothing of Saath is in this database yet."),
            what_to_do=_(
                "Look whether --data and DATABASE_URL name the right one; saath serve prepares a new one."
            ),
        )
    return applied


def check_prepared() -> None:
    """Raise `CannotStart` where the database is not prepared for this release."""
    if missing := known_migrations() - check_begun():
        raise CannotStart(
            _("The database is not prepared for this release; steps that are missing: %(count)d.")
            % {"count": len(missing)},
            what_to_do=_("Start saath serve once: it brings the database up to date."),
        )
