"""Promising a customer an update, giving it, and taking the promise back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from saath.conversations.actions.owed import keep_owed, withdraw_owed
from saath.conversations.actions.promising import Promise, check_promise, make_promise
from saath.conversations.actions.triage import locked
from saath.conversations.actions.turns import our_turn, save_turn, their_turn, waiting_since
from saath.conversations.models import Conversation, PromisedUpdate
from saath.core.errors import Conflict
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action

State = Conversation.State


@action
def promise_update(actor: Actor, conversation: Conversation, *, promise: Promise) -> PromisedUpdate:
    """Write down what the customer was promised on the phone; who was spoken to waits for no answer any more.

    How fast we answer is still counted by answers alone. Raises `Forbidden`, `BadInput`, `Conflict` for spam.
    """
    actor.require("conversation.reply")
    check_promise(promise)
    fresh = locked(conversation)
    if fresh.state == State.SPAM:
        raise Conflict(_("This is kept apart as spam."), what_to_do=_("Take it out of spam first."))
    made = make_promise(actor, fresh, promise, told_in=None)
    if fresh.state != State.SNOOZED:
        their_turn(fresh)
        fresh.solved_at = None
    if fresh.assignee_id is None:
        fresh.assignee_id = actor.member_id
    save_turn(fresh, "assignee")
    return made


@action
def keep_update(actor: Actor, conversation: Conversation) -> Conversation:
    """Say that the promised update was given, a call for instance; raises `Forbidden`."""
    actor.require("conversation.reply")
    fresh = locked(conversation)
    keep_owed(actor, fresh)
    save_turn(fresh)
    return fresh


@action
def withdraw_update(actor: Actor, conversation: Conversation) -> Conversation:
    """Take a promise back; who still waits for an answer waits again. Raises `Forbidden`."""
    actor.require("conversation.reply")
    fresh = locked(conversation)
    withdraw_owed(actor, fresh)
    since = waiting_since(fresh) if fresh.state == State.PENDING else None
    if since is not None:
        our_turn(fresh, since)
    save_turn(fresh)
    return fresh
