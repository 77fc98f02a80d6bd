"""What a restored installation must not simply go on with.

The backup is older than what happened: an answer that waited in it may have left since, a job that ran in it runs
nowhere, a browser's place in the stream means nothing. Webhooks are stopped until somebody resumes them, and what Saath
says by itself is said to nobody to whom it may have been said since.
"""

from __future__ import annotations

from dataclasses import dataclass

from saath.conversations.actions.restored import doubt_waiting
from saath.jobs.models import Job, JobState
from saath.promises.amends.actions.make import doubt_amends
from saath.promises.reminders.actions.restored import begin_own_words_anew
from saath.search.jobs import reindex_store
from saath.stores import first_run
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import store_scope
from saath.timeline.epoch import new_epoch
from saath.webhooks.actions.restored import stop_restored

RESTORE = Actor.system("restore")


@dataclass(frozen=True, slots=True)
class Fresh:
    """Answers that a person must settle, and stores whose search is built anew."""

    doubtful_answers: int
    stores: int


def begin_again() -> Fresh:
    """Settle, in the transaction of a restore, what belonged to the moment of the backup."""
    _release_jobs()
    doubtful = 0
    stores = list(Store.objects.order_by("pk").values_list("pk", flat=True))
    for store_id in stores:
        with store_scope(store_id):
            doubtful += doubt_waiting(RESTORE)
            stop_restored(RESTORE)
            begin_own_words_anew(RESTORE)
            doubt_amends(RESTORE)
            reindex_store()
    new_epoch()
    if stores:
        first_run.forget()
    return Fresh(doubtful, len(stores))


def _release_jobs() -> None:
    running = Job.objects.filter(state=JobState.RUNNING)
    running.update(state=JobState.READY, leased_by="", lease_until=None)
