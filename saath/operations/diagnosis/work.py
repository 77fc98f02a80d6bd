"""Whether what must be done is done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _

from saath.conversations.models import Delivery
from saath.conversations.queries.ledger import ledger_figures
from saath.core.figures import figure
from saath.jobs.models import Job, JobState, Lease
from saath.operations.diagnosis.finding import Circumstances, Finding
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import every_store, store_scope

DOCTOR = Actor.system("doctor")
SILENT_FOR = timedelta(minutes=2)
WAITED_FOR = timedelta(minutes=10)


def worker_is_there(circumstances: Circumstances) -> Iterator[Finding]:
    """Look when a worker last renewed its lease."""
    lease = Lease.objects.filter(name="scheduler").first()
    if lease is None or lease.until < circumstances.clock() - SILENT_FOR:
        yield Finding(
            "worker.absent",
            _("No worker is running: answers do not leave and mails are not read."),
            _("Start saath serve, or saath worker on a machine of its own."),
        )


def jobs_are_done(circumstances: Circumstances) -> Iterator[Finding]:
    """Count jobs that are long overdue."""
    long_ago = circumstances.clock() - WAITED_FOR
    # What stands behind everything else, as history does, may wait for hours.
    overdue = Job.objects.filter(state=JobState.READY, run_at__lt=long_ago, priority__gte=0).count()
    if overdue:
        yield Finding(
            "jobs.waiting",
            _("Jobs that have waited for more than ten minutes: %(count)s.") % {"count": figure(overdue)},
            _("See that a worker runs; if it does, start another one: saath worker."),
        )


def no_job_was_given_up(circumstances: Circumstances) -> Iterator[Finding]:
    """Count dead letters."""
    dead = Job.objects.filter(state=JobState.DEAD)
    if count := dead.count():
        newest = dead.order_by("-finished_at", "-pk")[0]
        yield Finding(
            "jobs.dead",
            _("Jobs that were given up: %(count)s, the last one %(task)s.")
            % {"count": figure(count), "task": newest.task},
            _("Run saath jobs to see why, mend the cause, then run saath jobs retry ID."),
        )


def no_answer_is_in_doubt(circumstances: Circumstances) -> Iterator[Finding]:
    """Count answers whose fate only a person can settle."""
    with every_store("answers of every store wait for somebody"):
        count = Delivery.objects.filter(state=Delivery.State.UNKNOWN).count()
    if count:
        yield Finding(
            "deliveries.unknown",
            _("Answers that may have left or not, for a person to say: %(count)s.")
            % {"count": figure(count)},
            _("Open them on the desk and choose: it arrived, or send again."),
        )


def nothing_is_missing(circumstances: Circumstances) -> Iterator[Finding]:
    """Add up what came in and what became of it."""
    for store in Store.objects.order_by("pk"):
        with store_scope(store.pk):
            missing = ledger_figures(DOCTOR).missing
        if missing:
            yield Finding(
                "intake.missing",
                _("Mails of %(shop)s that were taken in and are not there: %(count)s.")
                % {"count": figure(missing), "shop": store},
                _("Run saath intake to see them, then saath intake retry ID for each."),
            )
