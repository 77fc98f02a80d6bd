"""Whose turn it is: kept on the conversation by every action that says something."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from saath.conversations.models import Conversation, Delivery, Message, Move
from saath.conversations.turning import promised_seconds, tell_of_turn
from saath.stores.calendar import hours_of
from saath.stores.hours import first_answer_due
from saath.tenancy.rows import update_row
from saath.tenancy.scope import current_store_id

# An answer counts while it is on its way or has arrived; one that failed was none.
ANSWERING = (
    Delivery.State.HELD,
    Delivery.State.QUEUED,
    Delivery.State.SENDING,
    Delivery.State.SENT,
    Delivery.State.UNKNOWN,
)


TURN = (
    "state",
    "waiting_since",
    "due_at",
    "risk_at",
    "first_answered_at",
    "solved_at",
    "resolution",
    "confirmed_at",
    "snoozed_until",
    "snoozed_by",
    "update_due_at",
    "update_kind",
    "aside_due_at",
    "aside_kind",
    "version",
)


def due_for(conversation: Conversation, since: datetime) -> datetime:
    """Return when a person at the store must have answered a message that came at `since`."""
    hours = hours_of(current_store_id(), conversation.account.channel)
    seconds = promised_seconds(conversation)
    target = hours.first_answer_target_seconds if seconds is None else seconds
    return first_answer_due(hours.calendar, since, target) or since


def waiting_since(conversation: Conversation) -> datetime | None:
    """Return the time of the first message of the customer that no answer of ours follows, or None."""
    answered = (
        Message.objects.filter(
            conversation=conversation,
            direction=Message.Direction.OUT,
            is_automatic=False,
            delivery__state__in=ANSWERING,
        )
        .order_by("-id")
        .values_list("id", flat=True)
        .first()
    )
    unanswered = Message.objects.filter(
        conversation=conversation, direction=Message.Direction.IN, is_automatic=False, id__gt=answered or 0
    )
    first = unanswered.order_by("created_at", "id").first()
    waits = [first.created_at] if first else []
    return min([*waits, *_waited_at_merges(conversation, answered or 0)], default=None)


def _waited_at_merges(conversation: Conversation, answered: int) -> Iterable[datetime]:
    """Return since when the customer waited at each merge that no answer followed: an answer in the one said nothing in the
    other. Asks nothing where nothing was merged.
    """
    if not conversation.former_references:
        return ()
    unanswered = Move.objects.filter(
        target=conversation,
        kind=Move.Kind.MERGE,
        undone_at=None,
        waiting_since__isnull=False,
        newest_id__gte=answered,
    )
    return [since for since in unanswered.values_list("waiting_since", flat=True) if since is not None]


def our_turn(conversation: Conversation, since: datetime) -> None:
    """Set the fields of a conversation that waits for us since then. The caller saves."""
    conversation.state = Conversation.State.OPEN
    conversation.waiting_since = since
    conversation.due_at, conversation.answered_at = due_for(conversation, since), None
    conversation.solved_at = None
    _awake(conversation)


def their_turn(conversation: Conversation, *, answered_at: datetime | None = None) -> None:
    """Set the fields of a conversation that waits for the customer, by an answer of that time where there is one. The caller
    saves.
    """
    nobodys_turn(conversation, Conversation.State.PENDING)
    conversation.answered_at = answered_at


def nobodys_turn(conversation: Conversation, state: str) -> None:
    """Put a conversation into a state in which no customer waits for us. The caller saves."""
    conversation.state = state
    conversation.waiting_since = conversation.due_at = None
    _awake(conversation)


def _awake(conversation: Conversation) -> None:
    conversation.snoozed_until = conversation.snoozed_by = None
    conversation.resolution, conversation.confirmed_at = "", None


def save_turn(conversation: Conversation, *also: str) -> None:
    """Save the turn and raise the version that lists and their cached rows go by; whoever follows it is told before."""
    tell_of_turn(conversation)
    conversation.version += 1
    update_row(conversation, *TURN, *also)
