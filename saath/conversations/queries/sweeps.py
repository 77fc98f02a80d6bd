"""What is chosen for one act on many, and what became of it."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from saath.conversations.models import Sweep
from saath.conversations.queries.conversations import visible_conversations
from saath.core.errors import NotFound
from saath.tenancy.actor import Actor


def named_ids(actor: Actor, public_ids: Collection[UUID]) -> list[int]:
    """Return the ids of those of the conversations that the actor may see; raises `Forbidden`."""
    return list(visible_conversations(actor).filter(public_id__in=public_ids).values_list("pk", flat=True))


def count_handed_over(actor: Actor, ids: Collection[int], *, to_id: int | None) -> int:
    """Return how many of these somebody has who would have to hand them over to this member; raises `Forbidden`."""
    if to_id is None or to_id == actor.member_id:
        return 0
    owned = visible_conversations(actor).filter(pk__in=ids, assignee__isnull=False)
    return owned.exclude(assignee=to_id).count()


def get_sweep(actor: Actor, public_id: UUID) -> Sweep:
    """Return one's own sweep; raises `Forbidden`, `NotFound`."""
    actor.require("conversation.read")
    found = Sweep.objects.filter(public_id=public_id, member=actor.member_id).first()
    if found is None:
        raise NotFound()
    return found
