"""What a customer said before and after a conversation, on whichever channel: one timeline in parts."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from saath.conversations.models import Conversation
from saath.tenancy.actor import Actor
from saath.tenancy.given import Given
from saath.tenancy.prepared import Prepared

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


BESIDE = Prepared(
    lambda: (
        Conversation.objects.filter(pk=Given("conversation"))
        .annotate(earlier=Subquery(_earlier()), later=Subquery(_later()))
        .values_list(F("earlier"), F("later"))
    )
)


def beside(actor: Actor, conversation: Conversation) -> Beside:
    """Return what stands before and after a conversation in its customer's timeline; one statement. Raises `Forbidden`."""
    actor.require("conversation.read")
    found = BESIDE.first(conversation=conversation.pk)
    return Beside(*found) if found else Beside(None, None)
