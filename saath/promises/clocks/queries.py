"""Clocks as others ask for them."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from saath.conversations.models import Conversation
from saath.promises.clocks.rules import ANSWERS
from saath.promises.models import Clock
from saath.tenancy.models import Store
from saath.tenancy.scope import every_store
from saath.timeline.models import Event


def clock_of_event(event_id: int) -> Clock | None:
    """Return the clock of a `CLOCK_WARNED` or `CLOCK_MISSED` with its conversation, for jobs that react to them."""
    event = Event.objects.filter(pk=event_id).first()
    rows = Clock.objects.select_related("conversation__account", "conversation__customer", "policy")
    return rows.filter(public_id=event.subject).first() if event is not None else None


def running_clocks(conversation: Conversation) -> list[Clock]:
    """Return the clocks of a conversation that run or rest."""
    return list(Clock.objects.filter(conversation=conversation, outcome="").order_by("kind"))


def next_moment_of_all() -> datetime | None:
    """Return when something is to be done about a clock of the store next."""
    rows = Clock.objects.filter(next_at__isnull=False).order_by("next_at", "id")
    return rows.values_list("next_at", flat=True).first()


def waits_without_clock() -> Q:
    """Return the condition for conversations that wait for an answer which no clock counts."""
    counted = Clock.objects.filter(conversation=OuterRef("pk"), kind__in=ANSWERS, outcome="")
    return Q(~Exists(counted), state=Conversation.State.OPEN, waiting_since__isnull=False)


def stores_without_clocks() -> list[int]:
    """Return the stores in which something waits without a clock: looked for among what is open. One statement."""
    with every_store("what waits in every store has its clock"):
        waits = Conversation.objects.filter(waits_without_clock(), store=OuterRef("pk"))
        return list(Store.objects.filter(Exists(waits)).order_by("pk").values_list("pk", flat=True))


def stores_due(at: datetime) -> list[int]:
    """Return the stores in which something is to be done about a clock by then. One statement."""
    with every_store("clocks are looked at in every store"):
        due = Clock.objects.filter(store=OuterRef("pk"), next_at__lte=at)
        return list(Store.objects.filter(Exists(due)).order_by("pk").values_list("pk", flat=True))
