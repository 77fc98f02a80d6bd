"""What a store says of unwanted mail."""

from __future__ import annotations

from saath.conversations.actions.owed import withdraw_owed
from saath.conversations.actions.triage import locked
from saath.conversations.actions.turns import nobodys_turn, our_turn, save_turn, their_turn, waiting_since
from saath.conversations.events import (
    CONVERSATION_IS_SPAM,
    CONVERSATION_IS_WANTED,
)
from saath.conversations.models import Conversation
from saath.conversations.spam.jobs import learn_soon
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

State, Reason = Conversation.State, Conversation.SpamReason


@action
def call_spam(actor: Actor, conversation: Conversation) -> Conversation:
    """Put a conversation aside as spam: it waits for nobody, and the learner takes it in. Raises `Forbidden`."""
    actor.require("conversation.solve")
    fresh = locked(conversation)
    if fresh.state != State.SPAM or fresh.spam_reason != Reason.COLLEAGUE:
        withdraw_owed(actor, fresh)
        nobodys_turn(fresh, State.SPAM)
        fresh.spam_reason, fresh.solved_at = Reason.COLLEAGUE, None
        save_turn(fresh, "spam_reason")
        emit(actor, CONVERSATION_IS_SPAM, subject=fresh, changed=["state"])
        learn_soon(fresh)
    return fresh


@action
def call_wanted(actor: Actor, conversation: Conversation) -> Conversation:
    """Put a conversation back onto the desk, waiting since its customer wrote; the learner takes it in. Raises `Forbidden`."""
    actor.require("conversation.solve")
    fresh = locked(conversation)
    if fresh.state == State.SPAM:
        fresh.spam_reason = ""
        since = waiting_since(fresh)
        if since is None:
            their_turn(fresh)
        else:
            our_turn(fresh, since)
        save_turn(fresh, "spam_reason")
        emit(actor, CONVERSATION_IS_WANTED, subject=fresh, changed=["state"])
        learn_soon(fresh)
    return fresh
