"""The chats that go on: who has them, and who waits for whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import DateTimeField, Q

from saath.chats.availability_rules import BUSY_FOR
from saath.conversations.models import Conversation
from saath.tenancy.given import Given
from saath.tenancy.prepared import Prepared

# With so many at once nobody has room, however many there are: more are not counted.
MOST_COUNTED = 300
Row = tuple[int, int | None, datetime | None]

ACCOUNT = Given("account")
SINCE = Given("since", DateTimeField())


def _goes_on() -> Q:
    answered = Q(state=Conversation.State.PENDING, last_message_at__gt=SINCE)
    return Q(state=Conversation.State.OPEN) | answered


WAITING: Prepared[Row] = Prepared(
    lambda: (
        Conversation.objects.filter(account_id=ACCOUNT, last_account=None, state=Conversation.State.OPEN)
        .order_by("last_message_at")
        .values_list("pk", "assignee_id", "waiting_since")[:MOST_COUNTED]
    )
)
GOING_ON: Prepared[Row] = Prepared(
    lambda: (
        Conversation.objects.filter(
            account_id=ACCOUNT,
            last_account=None,
            state=Conversation.State.PENDING,
            last_message_at__gt=SINCE,
        )
        .order_by("last_message_at")
        .values_list("pk", "assignee_id", "waiting_since")[:MOST_COUNTED]
    )
)
# What began elsewhere, by mail for example, and whose customer goes on with it in the chat.
MOVED_HERE: Prepared[Row] = Prepared(
    lambda: (
        Conversation.objects.filter(_goes_on(), last_account__isnull=False, last_account_id=ACCOUNT)
        .order_by("last_message_at")
        .values_list("pk", "assignee_id", "waiting_since")[:MOST_COUNTED]
    )
)


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat that waits for us, or in which words were said just now."""

    conversation_id: int
    assignee_id: int | None
    waiting_since: datetime | None


def chats_now(account_id: int, *, at: datetime) -> tuple[Chat, ...]:
    """Return the chats of the moment, at most `MOST_COUNTED` of those that wait, as many that do not, and as many that
    began elsewhere: three statements. Whose customer wrote last elsewhere is in no chat.
    """
    since = at - BUSY_FOR
    rows = [
        *WAITING.rows(account=account_id),
        *GOING_ON.rows(account=account_id, since=since),
        *MOVED_HERE.rows(account=account_id, since=since),
    ]
    return tuple(Chat(*row) for row in rows)


def chats_of_each(chats: Iterable[Chat], members: Collection[int]) -> tuple[int, ...]:
    """Return how many chats each of these colleagues has. Pure."""
    counts = Counter(chat.assignee_id for chat in chats)
    return tuple(counts[member] for member in members)


def queue_of(chats: Iterable[Chat], members: Collection[int]) -> list[Chat]:
    """Return the chats that wait and have nobody who is there, longest wait first. Pure."""
    queued = [(chat.waiting_since, chat) for chat in chats if chat.assignee_id not in members]
    waiting = [(since, chat.conversation_id, chat) for since, chat in queued if since is not None]
    return [chat for _since, _id, chat in sorted(waiting, key=lambda each: each[:2])]
