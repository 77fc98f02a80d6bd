"""Conversations whose customer is here: the reader's own side by side, and those that nobody has yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import DateTimeField, Q, QuerySet

from saath.conversations.here import channels_here
from saath.conversations.models import Conversation
from saath.conversations.queries.inbox import ConversationRow, listed, row_of
from saath.conversations.queues import READER
from saath.core.clock import now
from saath.tenancy.actor import Actor
from saath.tenancy.given import Given
from saath.tenancy.prepared import Prepared

State = Conversation.State
# One that was answered stays beside the others so long after its last word: longer, it is not going on any more.
GOES_ON = timedelta(minutes=30)
MOST_OWN, MOST_WAITING = 12, 50
LATEST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ConversationsHere:
    """The reader's own that go on, in the order in which they began, and those that nobody has, longest waiting first."""

    own: tuple[ConversationRow, ...]
    waiting: tuple[ConversationRow, ...]


def _written_here() -> Q:
    """Keep those whose customer wrote last where they are here, wherever the conversation began."""
    here = channels_here()
    return Q(last_account=None, account__channel__in=here) | Q(last_account__channel__in=here)


def _waiting(**where: object) -> QuerySet[Conversation]:
    waits = Conversation.objects.filter(state=State.OPEN, assignee=None, **where)
    return waits.order_by("due_at", "id")[:MOST_WAITING]


def _begun_here() -> QuerySet[Conversation]:
    return _waiting(last_account=None, account__channel__in=channels_here())


def _gone_on_here() -> QuerySet[Conversation]:
    return _waiting(last_account__isnull=False, last_account__channel__in=channels_here())


# Two by two: with one condition for both the database would look at all that wait for anybody.
WAITING: tuple[Prepared[tuple[Any, ...]], ...] = (
    Prepared(lambda: listed(_begun_here())),
    Prepared(lambda: listed(_gone_on_here())),
)
WAITING_IDS: tuple[Prepared[tuple[datetime | None, int]], ...] = (
    Prepared(lambda: _begun_here().values_list("due_at", "pk")),
    Prepared(lambda: _gone_on_here().values_list("due_at", "pk")),
)
OWN_OPEN: Prepared[tuple[Any, ...]] = Prepared(
    lambda: listed(
        Conversation.objects.filter(_written_here(), state=State.OPEN, assignee_id=READER).order_by(
            "due_at", "id"
        )[:MOST_OWN]
    )
)
OWN_ANSWERED: Prepared[tuple[Any, ...]] = Prepared(
    lambda: listed(
        Conversation.objects.filter(
            _written_here(),
            state=State.PENDING,
            assignee_id=READER,
            last_message_at__gte=Given("since", DateTimeField()),
        ).order_by("-last_message_at", "-id")[:MOST_OWN]
    )
)


def conversations_here(actor: Actor) -> ConversationsHere:
    """Return the conversations with customers who are here; four statements. Raises `Forbidden`."""
    actor.require("conversation.read")
    reader = actor.member_id
    own = OWN_OPEN.rows(reader=reader) + OWN_ANSWERED.rows(reader=reader, since=now() - GOES_ON)
    begun = sorted((row_of(value, (), reader) for value in own), key=lambda row: row.id)
    found = (row_of(value, (), reader) for asked in WAITING for value in asked.rows(reader=reader))
    waiting = sorted(found, key=lambda row: _longest_first(row.due_at, row.id))
    return ConversationsHere(tuple(begun[:MOST_OWN]), tuple(waiting[:MOST_WAITING]))


def waiting_here() -> list[int]:
    """Return the ids of those that nobody has, longest waiting first."""
    found = (row for asked in WAITING_IDS for row in asked.rows())
    return [pk for _due_at, pk in sorted(found, key=lambda row: _longest_first(*row))]


def _longest_first(due_at: datetime | None, conversation_id: int) -> tuple[datetime, int]:
    return due_at or LATEST, conversation_id
