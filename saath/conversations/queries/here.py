"""Conversations whose customer is here: the reader's own side by side, and those that nobody has yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import DateTimeField, QuerySet

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


@dataclass(frozen=True, slots=True)
class ConversationsHere:
    """The reader's own that go on, in the order in which they began, and those that nobody has, longest waiting first."""

    own: tuple[ConversationRow, ...]
    waiting: tuple[ConversationRow, ...]


def _of(**facts: object) -> QuerySet[Conversation]:
    return Conversation.objects.filter(account__channel__in=channels_here(), **facts)


def _waiting() -> QuerySet[Conversation]:
    return _of(state=State.OPEN, assignee=None).order_by("due_at", "id")[:MOST_WAITING]


WAITING: Prepared[tuple[Any, ...]] = Prepared(lambda: listed(_waiting()))
WAITING_IDS: Prepared[int] = Prepared(lambda: _waiting().values_list("pk", flat=True))
OWN_OPEN: Prepared[tuple[Any, ...]] = Prepared(
    lambda: listed(_of(state=State.OPEN, assignee_id=READER).order_by("due_at", "id")[:MOST_OWN])
)
OWN_ANSWERED: Prepared[tuple[Any, ...]] = Prepared(
    lambda: listed(
        _of(
            state=State.PENDING, assignee_id=READER, last_message_at__gte=Given("since", DateTimeField())
        ).order_by("-last_message_at", "-id")[:MOST_OWN]
    )
)


def conversations_here(actor: Actor) -> ConversationsHere:
    """Return the conversations with customers who are here; three statements. Raises `Forbidden`."""
    actor.require("conversation.read")
    reader = actor.member_id
    own = OWN_OPEN.rows(reader=reader) + OWN_ANSWERED.rows(reader=reader, since=now() - GOES_ON)
    begun = sorted((row_of(value, (), reader) for value in own), key=lambda row: row.id)
    waiting = WAITING.rows(reader=reader)
    return ConversationsHere(tuple(begun[:MOST_OWN]), tuple(row_of(value, (), reader) for value in waiting))


def waiting_here() -> list[int]:
    """Return the ids of those that nobody has, longest waiting first."""
    return WAITING_IDS.rows()
