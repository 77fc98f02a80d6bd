"""Queueing the schedules that are due."""

from datetime import datetime

from saath.jobs import enqueue
from saath.jobs.leases import hold_lease
from saath.jobs.models import Schedule
from saath.jobs.rules import next_run_at
from saath.jobs.schedules import Rhythm, rhythms
from saath.tenancy.transactions import write_transaction

LEASE_SECONDS = 30.0


def run_due_schedules(at: datetime, *, holder: str) -> list[str]:
    """Queue each schedule that is due, if `holder` has or gets the lease; return their names."""
    if not rhythms() or hold_lease("scheduler", holder, seconds=LEASE_SECONDS, at=at) is None:
        return []
    known = {row.name: row for row in Schedule.objects.all()}
    return [rhythm.name for rhythm in rhythms() if _run_if_due(rhythm, known.get(rhythm.name), at)]


def _run_if_due(rhythm: Rhythm, row: Schedule | None, at: datetime) -> bool:
    if row is None:
        row, _created = Schedule.objects.get_or_create(name=rhythm.name, defaults={"next_run_at": at})
    if row.next_run_at > at:
        return False
    with write_transaction():
        if not _advance(row, rhythm, at):
            return False
        enqueue(rhythm.task, key=f"schedule:{rhythm.name}")
    return True


def _advance(row: Schedule, rhythm: Rhythm, at: datetime) -> bool:
    due = Schedule.objects.filter(name=row.name, next_run_at=row.next_run_at)
    following = next_run_at(row.next_run_at, rhythm.interval, at)
    return due.update(next_run_at=following, last_run_at=at) == 1
