"""The queues of the desk, named by whose turn it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import DateTimeField, Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saath.conversations.models import Called, Conversation
from saath.tenancy.given import Given

COUNT_LIMIT = 1000
READER = Given("reader")
TODAY_ENDS = Given("today_ends", DateTimeField())
State = Conversation.State
LEAST_LEFT, FIRST_BROKEN, LATEST, NEXT_UPDATE, NEXT_TO_WAKE = (
    ("due_at", "id"),
    ("risk_at", "id"),
    ("-last_message_at", "-id"),
    ("update_due_at", "id"),
    ("snoozed_until", "id"),
)


@dataclass(frozen=True, slots=True)
class Queue:
    """A list of conversations: what is in it (for the member who is the `READER`, on the day that ends at `TODAY_ENDS`),
    in which order, and whether its size is shown."""

    key: str
    name: Promise | str
    icon: str
    rows: Callable[[], QuerySet[Conversation]]
    order: tuple[str, str]
    is_counted: bool = True


def day_ends(at: datetime, zone: ZoneInfo) -> datetime:
    """Return when the day of a moment is over in a shop's zone."""
    return datetime.combine(at.astimezone(zone).date() + timedelta(days=1), time(), zone)


def _of(**facts: object) -> Callable[[], QuerySet[Conversation]]:
    return lambda: Conversation.objects.filter(**facts)


def _with_the_customer() -> QuerySet[Conversation]:
    """Return those in which we wait, without what we have promised for today."""
    is_ours_later = Q(update_due_at=None) | Q(update_due_at__gte=TODAY_ENDS)
    return Conversation.objects.filter(is_ours_later, state=State.PENDING)


def _called() -> QuerySet[Conversation]:
    """Return those in which a note asks the reader, and they have not looked since."""
    calls = Called.objects.filter(conversation=OuterRef("pk"), member_id=READER, seen_at=None)
    return Conversation.objects.filter(Exists(calls))


QUEUES: dict[str, Queue] = {
    queue.key: queue
    for queue in (
        Queue("now", _("Answer now"), "inbox", _of(state=State.OPEN), LEAST_LEFT),
        Queue("risk", _("At risk"), "alert", _of(risk_at__isnull=False), FIRST_BROKEN),
        Queue("promised", _("Promised today"), "clock", _of(update_due_at__lt=TODAY_ENDS), NEXT_UPDATE),
        Queue("mine", _("Mine"), "user", _of(state=State.OPEN, assignee_id=READER), LEAST_LEFT),
        Queue("called", _("Asked of you"), "note", _called, LATEST),
        Queue("customer", _("With the customer"), "chat", _with_the_customer, LATEST),
        Queue("snoozed", _("Snoozed"), "snooze", _of(state=State.SNOOZED), NEXT_TO_WAKE),
        Queue("solved", _("Solved"), "check", _of(state=State.SOLVED), LATEST, is_counted=False),
        Queue("spam", _("Spam"), "close", _of(state=State.SPAM), LATEST, is_counted=False),
    )
}
