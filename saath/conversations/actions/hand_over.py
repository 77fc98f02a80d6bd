"""Handing a conversation over: never without a reason and what the next person must know."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from saath.conversations.actions._handovers import (
    checked_words,
    forget_handover,
    refuse_who_left,
    settle_handovers,
)
from saath.conversations.actions.triage import locked
from saath.conversations.actions.turns import save_turn
from saath.conversations.events import (
    CONVERSATION_ASSIGNED,
    CONVERSATION_HANDED_OVER,
    CONVERSATION_HANDOVER_SETTLED,
)
from saath.conversations.models import Conversation, Handover
from saath.core.clock import now
from saath.core.errors import Conflict
from saath.stores.models import Member
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_row
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def hand_over(
    actor: Actor, conversation: Conversation, *, to: Member, reason: str, words: str = "", summary: str
) -> Handover:
    """Give a conversation to a colleague, who sees the summary above it. It is counted on the conversation.

    `words` say the reason where it is another. Raises `Forbidden`, `BadInput`, `NotFound` for one who has left,
    `Conflict` where they have it already.
    """
    actor.require("conversation.assign")
    refuse_who_left(to)
    words, summary = checked_words(reason, words, summary)
    fresh = locked(conversation)
    if fresh.assignee_id == to.pk:
        raise Conflict(_("They have it already."), what_to_do=_("Leave them a note in the conversation."))
    at = now()
    settle_handovers(fresh, at=at)
    handover = insert_row(
        Handover(
            conversation=fresh,
            given_by_id=actor.member_id,
            was_with_id=fresh.assignee_id,
            given_to=to,
            reason=reason,
            reason_words=words,
            summary=summary,
            created_at=at,
        )
    )
    fresh.assignee, fresh.handover_count = to, fresh.handover_count + 1
    save_turn(fresh, "assignee", "handover_count")
    refs = {"member": to, "handover": handover}
    emit(actor, CONVERSATION_HANDED_OVER, subject=fresh, refs=refs, changed=["assignee"])
    return handover


@action
def put_handover_away(actor: Actor, conversation: Conversation) -> None:
    """Take what was handed over off the reader's screen; it stays told in the thread. Raises `Forbidden`."""
    actor.require("conversation.read")
    if settle_handovers(conversation, given_to_id=actor.member_id):
        emit(actor, CONVERSATION_HANDOVER_SETTLED, subject=conversation, changed=["handover"])


@action
def undo_assignment(
    actor: Actor, conversation: Conversation, *, given_to: Member | None, was_with: Member | None,
    handover: UUID | None = None,
) -> Conversation:  # fmt: skip
    """Give a conversation back to who had it a moment ago, with no reason: a slip of the hand is no hand-over.

    Raises `Forbidden`, `Conflict` where it has gone on since, `NotFound` for one who has left.
    """
    actor.require("conversation.assign")
    refuse_who_left(was_with)
    fresh = locked(conversation)
    if fresh.assignee_id != (given_to.pk if given_to else None):
        raise Conflict()
    if handover is not None:
        fresh.handover_count -= forget_handover(fresh, handover)
    fresh.assignee = was_with
    save_turn(fresh, "assignee", "handover_count")
    refs = {"member": was_with} if was_with else {}
    emit(actor, CONVERSATION_ASSIGNED, subject=fresh, refs=refs, changed=["assignee"])
    return fresh
