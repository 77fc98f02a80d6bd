"""What customers said last, wherever it was."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Subquery

from saath.conversations.models import Conversation
from saath.customers.models import Customer
from saath.tenancy.actor import Actor


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest conversation of a customer, when something was said in it last, and whether they wait for an answer."""

    public_id: UUID
    at: datetime
    waits: bool


def newest_of(actor: Actor, customers: Collection[int]) -> dict[int, Newest]:
    """Return the newest conversation of each of some customers who have one, by their id; one statement. Raises `Forbidden`."""
    actor.require("conversation.read")
    theirs = (
        Conversation.objects.filter(customer=OuterRef("pk"))
        .exclude(state__in=(Conversation.State.SPAM, Conversation.State.MERGED))
        .order_by("-last_message_at")
    )
    found = Customer.objects.filter(pk__in=customers).annotate(
        newest=Subquery(theirs.values("public_id")[:1]),
        at=Subquery(theirs.values("last_message_at")[:1]),
        since=Subquery(theirs.values("waiting_since")[:1]),
    )
    rows = found.values_list("pk", "newest", "at", "since")
    return {pk: Newest(newest, at, since is not None) for pk, newest, at, since in rows if newest is not None}
