"""Whether there is a way back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _

from saath.operations.backup_record import last_backup
from saath.operations.diagnosis.finding import Circumstances, Finding, Level

OLD = timedelta(days=7)


def are_young(circumstances: Circumstances) -> Iterator[Finding]:
    """Look when the last backup was written from this machine."""
    last = last_backup()
    if last is None:
        yield Finding(
            "backup.none",
            _("No backup was ever written from this machine."),
            _("Run saath backup FILE, and let the machine do it each night."),
            Level.NOTE,
        )
    elif circumstances.clock() - last.at > OLD:
        days = (circumstances.clock() - last.at).days
        yield Finding(
            "backup.old",
            _("The last backup is %(days)d days old.") % {"days": days},
            _("Run saath backup FILE now, and let the machine do it each night."),
        )
