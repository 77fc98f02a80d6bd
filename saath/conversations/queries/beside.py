"""What a customer said before and after a conversation, on whichever channel: one timeline in parts."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from saath.conversations.models import Conversation

State = Conversation.State
TOLD_STATES = (State.OPEN, State.PENDING, State.SNOOZED, State.SOLVED)


@dataclass(frozen=True, slots=True)
class Beside:
    """The customer's conversations whose last words came just before and just after those of another, None for none."""

    earlier: UUID | None
    later: UUID | None


def _theirs(place: Q) -> QuerySet[Conversation]:
    return Conversation.objects.filter(place, customer=OuterRef("customer"), state__in=TOLD_STATES)


def _earlier() -> QuerySet[Conversation, UUID]:
    at, number = OuterRef("last_message_at"), OuterRef("pk")
    before = Q(last_message_at__lt=at) | Q(last_message_at=at, pk__lt=number)
    found = _theirs(before & Q(last_message_at__lte=at)).order_by("-last_message_at", "-pk")
    return found.values_list("public_id", flat=True)[:1]


def _later() -> QuerySet[Conversation, UUID]:
    at, number = OuterRef("last_message_at"), OuterRef("pk")
    after = Q(last_message_at__gt=at) | Q(last_message_at=at, pk__gt=number)
    found = _theirs(after & Q(last_message_at__gte=at)).order_by("last_message_at", "pk")
    return found.values_list("public_id", flat=True)[:1]


def with_beside(conversations: QuerySet[Conversation]) -> QuerySet[Conversation]:
    """Return conversations each of which knows what stands before and after it."""
    return conversations.annotate(earlier_id=Subquery(_earlier()), later_id=Subquery(_later()))


def beside(conversation: Conversation) -> Beside:
    """Return what stands before and after a conversation of `get_conversation` in its customer's timeline; asks nothing."""
    return Beside(getattr(conversation, "earlier_id", None), getattr(conversation, "later_id", None))
