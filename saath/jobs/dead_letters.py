"""Jobs that were given up: they stay until somebody decides."""

from contextlib import suppress
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from saath.core.clock import now
from saath.core.errors import Conflict, NotFound
from saath.jobs.bell import ring_every_bell
from saath.jobs.models import Job, JobState
from saath.tenancy.actor import Actor
from saath.tenancy.scope import current_store_id
from saath.tenancy.transactions import action

VERB = "delivery.settle"


def list_dead_letters(actor: Actor, *, limit: int = 100) -> list[Job]:
    """The newest jobs of the actor's store that were given up; for the system those of every store.

    Raises Forbidden without the verb delivery.settle.
    """
    return list(_dead(actor).order_by("-finished_at", "-id")[:limit])


def count_dead_letters(actor: Actor) -> int:
    """How many `list_dead_letters` would return without a limit. Raises Forbidden."""
    return _dead(actor).count()


@action
def retry_dead_letter(actor: Actor, *, public_id: UUID) -> None:
    """Queue a dead letter again, with its failures forgotten.

    Raises Forbidden; NotFound; Conflict when the same work is queued already.
    """
    if not _revive(_dead(actor).filter(public_id=public_id)):
        raise NotFound
    transaction.on_commit(ring_every_bell)


@action
def retry_dead_letters(actor: Actor) -> int:
    """Queue all dead letters again but those whose work is queued already; return how many. Raises Forbidden."""
    revived = 0
    for pk in _dead(actor).values_list("pk", flat=True):
        with suppress(Conflict):
            revived += _revive(_dead(actor).filter(pk=pk))
    transaction.on_commit(ring_every_bell)
    return revived


@action
def discard_dead_letter(actor: Actor, *, public_id: UUID) -> None:
    """Delete a dead letter: its work will not be done. Raises Forbidden; NotFound."""
    deleted, _by_model = _dead(actor).filter(public_id=public_id).delete()
    if not deleted:
        raise NotFound


def _dead(actor: Actor) -> QuerySet[Job]:
    actor.require(VERB)
    dead = Job.objects.filter(state=JobState.DEAD)
    return dead if actor.kind == "system" else dead.filter(store_id=current_store_id())


def _revive(dead: QuerySet[Job]) -> int:
    try:
        with transaction.atomic():
            return dead.update(state=JobState.READY, failures=0, run_at=now(), finished_at=None)
    except IntegrityError as error:
        raise Conflict(_("The same work is queued already.")) from error
