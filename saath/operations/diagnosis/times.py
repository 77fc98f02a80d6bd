"""Whether our clock agrees with the database, the disk and what is already written.

No clock of another machine is asked, for doctor works offline: a machine that is wrong in all of these is not noticed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from saath.operations.diagnosis.finding import Circumstances, Finding
from saath.tenancy.scope import every_store
from saath.timeline.models import Event

TOLERANCE = timedelta(seconds=30)


def agrees_with_database(circumstances: Circumstances) -> Iterator[Finding]:
    """Compare with the clock of the database's machine."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        theirs = cursor.fetchone()[0]
    yield from _compare("clock.database", _("the database"), circumstances.clock(), theirs)


def agrees_with_disk(circumstances: Circumstances) -> Iterator[Finding]:
    """Compare with the time that the disk gives a new file; a network disk has its own."""
    with NamedTemporaryFile(dir=settings.DATA_DIR, prefix=".doctor-") as probe:
        probe.write(b"x")
        probe.flush()
        theirs = datetime.fromtimestamp(Path(probe.name).stat().st_mtime, UTC)
    yield from _compare("clock.disk", _("the disk"), circumstances.clock(), theirs)


def is_after_what_happened(circumstances: Circumstances) -> Iterator[Finding]:
    """Compare with the newest event: nothing is written in the future."""
    with every_store("the clock belongs to the installation"):
        newest = Event.objects.order_by("-pk").values_list("created_at", flat=True).first()
    if newest is not None and newest > circumstances.clock() + TOLERANCE:
        yield Finding(
            "clock.behind",
            _("The clock stands before what has already happened: the newest event is of %(time)s.")
            % {"time": f"{newest:%Y-%m-%d %H:%M} UTC"},
            _("Set the clock and keep it right: timedatectl set-ntp true."),
        )


def _compare(name: str, whose: str, ours: datetime, theirs: datetime) -> Iterator[Finding]:
    seconds = round((ours - theirs).total_seconds())
    if abs(ours - theirs) > TOLERANCE:
        yield Finding(
            name,
            _("The clock is %(seconds)d seconds away from that of %(whose)s.")
            % {"seconds": seconds, "whose": whose},
            _("Set the clocks of all machines by network time: timedatectl set-ntp true."),
        )
