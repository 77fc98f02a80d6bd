"""Putting a conversation aside until a time, or until the customer writes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from saath.conversations.actions.triage import locked
from saath.conversations.actions.turns import nobodys_turn, save_turn, waiting_since
from saath.conversations.events import CONVERSATION_SNOOZED, CONVERSATION_WOKEN
from saath.conversations.jobs import wake_snoozed
from saath.conversations.models import Conversation
from saath.core.clock import now
from saath.core.errors import BadInput, Conflict
from saath.jobs import enqueue
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

State = Conversation.State
LONGEST = timedelta(days=365)
# A time and not a null: the list of the snoozed is ordered by it, page after page.
UNTIL_THEY_WRITE = datetime(9999, 1, 1, tzinfo=UTC)


class IsClosed(Conflict):
    """What is closed needs no rest."""

    message = _("This conversation is closed.")
    what_is_safe = _("It comes back by itself when the customer writes.")
    what_to_do = _("Take it up again first.")


class IsWaiting(Conflict):
    """Nobody who waits is put aside."""

    what_is_safe = _("The conversation stays where it was.")
    what_to_do = _("Write a line first, even a short one; then it can rest.")


@action
def snooze_conversation(
    actor: Actor, conversation: Conversation, *, until: datetime = UNTIL_THEY_WRITE
) -> Conversation:
    """Put a conversation aside until a time; any word of the customer brings it back before.

    Raises `Forbidden`, `BadInput` for a time that is over or too far, `IsWaiting`, `IsClosed`.
    """
    actor.require("conversation.solve")
    check_until(until)
    fresh = locked(conversation)
    _check_rest(fresh)
    nobodys_turn(fresh, State.SNOOZED)
    fresh.snoozed_until, fresh.snoozed_by_id = until, actor.member_id
    save_turn(fresh)
    if until != UNTIL_THEY_WRITE:
        enqueue(wake_snoozed, fresh.pk, run_at=until)
    emit(actor, CONVERSATION_SNOOZED, subject=fresh, changed=["state"])
    return fresh


@action
def undo_snooze(actor: Actor, conversation: Conversation) -> Conversation:
    """Put a snoozed conversation back with the customer; raises `Forbidden`."""
    actor.require("conversation.solve")
    fresh = locked(conversation)
    if fresh.state == State.SNOOZED:
        nobodys_turn(fresh, State.PENDING)
        save_turn(fresh)
        emit(actor, CONVERSATION_WOKEN, subject=fresh, changed=["state"])
    return fresh


def check_until(until: datetime) -> None:
    """Raise `BadInput` for a time that is over or too far."""
    if until != UNTIL_THEY_WRITE and not now() < until <= now() + LONGEST:
        raise BadInput(
            _("Snooze until a time that is still to come, within a year."),
            what_to_do=_("Pick another time."),
            field="until",
        )


def _check_rest(conversation: Conversation) -> None:
    """Refuse to put aside who waits, and what lies aside already."""
    if conversation.state in (State.SOLVED, State.SPAM):
        raise IsClosed()
    if conversation.state == State.OPEN and waiting_since(conversation) is not None:
        raise IsWaiting(
            _("%(name)s is waiting for an answer.") % {"name": conversation.identity.display_name}
        )
