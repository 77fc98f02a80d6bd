"""Files that were put in to be named."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from saath.conversations.models import Upload
from saath.core.clock import now
from saath.core.errors import NotFound
from saath.tenancy.actor import Actor

NAMED_WITHIN = timedelta(days=1)


def get_upload(actor: Actor, public_id: UUID) -> Upload:
    """Return a file that the actor put in within the last day; raises `Forbidden`, `NotFound`."""
    found = own_uploads(actor, [public_id])
    if not found:
        raise NotFound()
    return found[0]


def own_uploads(actor: Actor, chosen: Collection[UUID]) -> list[Upload]:
    """Return those files with these ids that the actor put in within the last day, in their order. Raises `Forbidden`."""
    actor.require("conversation.read")
    if not chosen:
        return []
    young = Upload.objects.filter(member_id=actor.member_id or 0, created_at__gt=now() - NAMED_WITHIN)
    return [*young.select_related("file").filter(public_id__in=chosen).order_by("id")]
