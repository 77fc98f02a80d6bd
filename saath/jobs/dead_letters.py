"""Jobs that were given up: they stay until somebody decides."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from saath.core.clock import now
from saath.core.errors import Conflict, NotFound
from saath.jobs.bell import bell
from saath.jobs.models import Job, JobState
from saath.tenancy.actor import Actor
from saath.tenancy.scope import current_store_id
from saath.tenancy.transactions import action

VERB = "delivery.settle"


def list_dead_letters(actor: Actor, *, limit: int = 100) -> list[Job]:
    """The newest jobs of the actor's store that were given up; for the system those of every store.

    Raises Forbidden without the verb delivery.settle.
    """
    actor.require(VERB)
    dead = Job.objects.filter(state=JobState.DEAD).order_by("-finished_at", "-id")
    if actor.kind != "system":
        dead = dead.filter(store_id=current_store_id())
    return list(dead[:limit])


@action
def retry_dead_letter(actor: Actor, *, public_id: UUID) -> None:
    """Queue a dead letter again, with its failures forgotten.

    Raises Forbidden; NotFound; Conflict when the same work is queued already.
    """
    actor.require(VERB)
    dead = Job.objects.filter(public_id=public_id, state=JobState.DEAD)
    if actor.kind != "system":
        dead = dead.filter(store_id=current_store_id())
    try:
        with transaction.atomic():
            revived = dead.update(state=JobState.READY, failures=0, run_at=now(), finished_at=None)
    except IntegrityError as error:
        raise Conflict(_("The same work is queued already.")) from error
    if not revived:
        raise NotFound
    transaction.on_commit(bell.ring)
