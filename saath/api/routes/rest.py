"""Conversations that wait for a time: snoozed, or with an update that was promised."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from ninja import Router
from pydantic import Field

from saath.api.operations import writes
from saath.api.request import ApiRequest
from saath.api.routes.conversations import CONVERSATION, WRITE, held, shown
from saath.api.shapes import Input, Moment
from saath.api.shapes.conversations import Conversation
from saath.conversations.actions.clocks import wake_conversation as wake
from saath.conversations.actions.promising import Promise
from saath.conversations.actions.snooze import UNTIL_THEY_WRITE
from saath.conversations.actions.snooze import snooze_conversation as snooze
from saath.conversations.actions.snooze import undo_snooze as put_back
from saath.conversations.actions.updates import keep_update as keep
from saath.conversations.actions.updates import promise_update as promise
from saath.conversations.actions.updates import withdraw_update as withdraw

router = Router(tags=["conversations"])


class Snoozing(Input):
    """Until when, within a year; null is until the customer writes."""

    until: Moment | None


class Promising(Input):
    """What the customer was promised: that we write or call, by when, within three months; `what` is a word for the team."""

    kind: Literal["write", "call"]
    due_at: Moment
    what: str = Field("", max_length=200)


@writes(router, "POST", "/conversations/{uuid:id}/snooze", Conversation, scope=WRITE, single=CONVERSATION)
def snooze_conversation(request: ApiRequest, id: UUID, body: Snoozing) -> Conversation:
    """Put a conversation aside until a time; any word of the customer brings it back before.

    Who waits for an answer is not put aside: 409.
    """
    fresh = snooze(request.actor, held(request, id), until=body.until or UNTIL_THEY_WRITE)
    return shown(request, fresh.public_id)


@writes(router, "POST", "/conversations/{uuid:id}/wake", Conversation, scope=WRITE, single=CONVERSATION)
def wake_conversation(request: ApiRequest, id: UUID) -> Conversation:
    """Bring a snoozed conversation back to those to answer now."""
    return shown(request, wake(request.actor, held(request, id)).public_id)


@writes(
    router, "POST", "/conversations/{uuid:id}/snooze/undo", Conversation, scope=WRITE, single=CONVERSATION
)
def undo_snooze(request: ApiRequest, id: UUID) -> Conversation:
    """Put a snoozed conversation back with the customer."""
    return shown(request, put_back(request.actor, held(request, id)).public_id)


@writes(
    router, "POST", "/conversations/{uuid:id}/promise-update", Conversation, scope=WRITE, single=CONVERSATION
)
def promise_update(request: ApiRequest, id: UUID, body: Promising) -> Conversation:
    """Write down that the customer was promised an update."""
    conversation = held(request, id)
    promise(request.actor, conversation, promise=Promise(body.kind, body.due_at, body.what))
    return shown(request, conversation.public_id)


@writes(
    router, "POST", "/conversations/{uuid:id}/keep-update", Conversation, scope=WRITE, single=CONVERSATION
)
def keep_update(request: ApiRequest, id: UUID) -> Conversation:
    """Say that the promised update was given, by a call for instance."""
    return shown(request, keep(request.actor, held(request, id)).public_id)


@writes(
    router, "POST", "/conversations/{uuid:id}/withdraw-update", Conversation, scope=WRITE, single=CONVERSATION
)
def withdraw_update(request: ApiRequest, id: UUID) -> Conversation:
    """Take the promise of an update back."""
    return shown(request, withdraw(request.actor, held(request, id)).public_id)
