"""Who has a conversation, whether it is done, read, or wanted at all."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Router
from pydantic import Field

from saath.api.operations import writes
from saath.api.request import ApiRequest
from saath.api.routes.conversations import CONVERSATION, WRITE, held, shown
from saath.api.shapes import Input
from saath.api.shapes.conversations import Conversation, Priority, Resolution
from saath.conversations.actions.hand_over import hand_over as give_with_reason
from saath.conversations.actions.hand_over import undo_assignment as give_back
from saath.conversations.actions.priority import set_priority as call
from saath.conversations.actions.reading import mark_read as see
from saath.conversations.actions.reading import mark_unread as see_anew
from saath.conversations.actions.spam import call_spam as put_aside
from saath.conversations.actions.spam import call_wanted as take_in
from saath.conversations.actions.take import take_waiting
from saath.conversations.actions.triage import assign_conversation as assign
from saath.conversations.actions.triage import await_customer as leave_to_customer
from saath.conversations.actions.triage import reopen_conversation as reopen
from saath.conversations.actions.triage import solve_conversation as solve
from saath.conversations.queries.conversations import get_conversation
from saath.core.errors import NotFound
from saath.stores.models import Member
from saath.stores.queries import get_colleague

router = Router(tags=["conversations"])


class Assignment(Input):
    """To whom; null is nobody."""

    member_id: UUID | None


class HandingOver(Input):
    """To whom, why, and what they must know; `words` say a reason that is another."""

    member_id: UUID
    reason: Literal["knows", "language", "decides", "away", "load", "other"]
    words: str = Field("", max_length=200)
    summary: str = Field(min_length=1, max_length=4000)


class GivingBack(Input):
    """To whom it was given a moment ago, and who had it before; null is nobody."""

    given_to_id: UUID | None
    was_with_id: UUID | None


class Solving(Input):
    """What solved it, and what became of an update that was promised."""

    resolution: Resolution = "answer"
    promised_update: Literal["", "kept", "withdrawn"] = ""


class Urgency(Input):
    """How urgent it is."""

    priority: Priority


class Seen(Input):
    """Up to which message; null is all that there is."""

    up_to: UUID | None = None


@writes(router, "POST", "/conversations/{uuid:id}/assign", Conversation, scope=WRITE, single=CONVERSATION)
def assign_conversation(request: ApiRequest, id: UUID, body: Assignment) -> Conversation:
    """Give a conversation to a colleague, or to nobody.

    Where somebody else has it, it is handed over with a reason: 409, `needs-reason`.
    """
    fresh = assign(request.actor, held(request, id), to=_member(request, body.member_id))
    return shown(request, fresh.public_id)


@writes(router, "POST", "/conversations/{uuid:id}/hand-over", Conversation, scope=WRITE, single=CONVERSATION)
def hand_over_conversation(request: ApiRequest, id: UUID, body: HandingOver) -> Conversation:
    """Hand a conversation over to a colleague, with a reason and what they must know."""
    conversation, to = held(request, id), get_colleague(request.actor, str(body.member_id))
    give_with_reason(
        request.actor, conversation, to=to, reason=body.reason, words=body.words, summary=body.summary
    )
    return shown(request, conversation.public_id)


@writes(
    router, "POST", "/conversations/{uuid:id}/assign/undo", Conversation, scope=WRITE, single=CONVERSATION
)
def undo_assignment(request: ApiRequest, id: UUID, body: GivingBack) -> Conversation:
    """Give a conversation back to who had it.

    Where it has gone on since: 409.
    """
    to, was_with = _member(request, body.given_to_id), _member(request, body.was_with_id)
    fresh = give_back(request.actor, held(request, id), given_to=to, was_with=was_with)
    return shown(request, fresh.public_id)


@writes(router, "POST", "/chats/take", Conversation, scope=WRITE)
def take_waiting_chat(request: ApiRequest) -> Conversation:
    """Take the chat whose visitor waits longest and whom nobody has.

    Where nobody waits: 404.
    """
    taken = take_waiting(request.actor)
    if taken is None:
        raise NotFound(_("Nobody waits in a chat any more"))
    return shown(request, taken.public_id)


@writes(router, "POST", "/conversations/{uuid:id}/solve", Conversation, scope=WRITE, single=CONVERSATION)
def solve_conversation(request: ApiRequest, id: UUID, body: Solving) -> Conversation:
    """Solve a conversation.

    What the shop wants to know before, and an update that was promised, stand in the way: 409.
    """
    fresh = solve(request.actor, held(request, id), resolution=body.resolution, update=body.promised_update)
    return shown(request, fresh.public_id)


@writes(router, "POST", "/conversations/{uuid:id}/priority", Conversation, scope=WRITE, single=CONVERSATION)
def set_priority(request: ApiRequest, id: UUID, body: Urgency) -> Conversation:
    """Say how urgent a conversation is.

    What it waits for has the times of the policy that fits it then, counted from now where that is sooner.
    """
    return shown(request, call(request.actor, held(request, id), priority=body.priority).public_id)


@writes(router, "POST", "/conversations/{uuid:id}/reopen", Conversation, scope=WRITE, single=CONVERSATION)
def reopen_conversation(request: ApiRequest, id: UUID) -> Conversation:
    """Take a conversation up again that is solved or left to the customer."""
    fresh = reopen(request.actor, held(request, id))
    return shown(request, fresh.public_id)


@writes(router, "POST", "/conversations/{uuid:id}/await", Conversation, scope=WRITE, single=CONVERSATION)
def await_customer(request: ApiRequest, id: UUID) -> Conversation:
    """Leave a conversation to the customer without an answer."""
    fresh = leave_to_customer(request.actor, held(request, id))
    return shown(request, fresh.public_id)


@writes(router, "POST", "/conversations/{uuid:id}/spam", Conversation, scope=WRITE, single=CONVERSATION)
def call_spam(request: ApiRequest, id: UUID) -> Conversation:
    """Put a conversation aside as spam, which teaches the shop's filter."""
    return shown(request, put_aside(request.actor, held(request, id)).public_id)


@writes(router, "POST", "/conversations/{uuid:id}/wanted", Conversation, scope=WRITE, single=CONVERSATION)
def call_wanted(request: ApiRequest, id: UUID) -> Conversation:
    """Take a conversation out of spam, which teaches the shop's filter."""
    return shown(request, take_in(request.actor, held(request, id)).public_id)


@writes(router, "POST", "/conversations/{uuid:id}/read", scope=WRITE)
def mark_read(request: ApiRequest, id: UUID, body: Seen) -> None:
    """Mark a conversation as read by the colleague of the token."""
    see(request.actor, get_conversation(request.actor, id), up_to=body.up_to)


@writes(router, "POST", "/conversations/{uuid:id}/unread", scope=WRITE)
def mark_unread(request: ApiRequest, id: UUID) -> None:
    """Mark a conversation as new again for the colleague of the token."""
    see_anew(request.actor, get_conversation(request.actor, id))


def _member(request: ApiRequest, public_id: UUID | None) -> Member | None:
    return get_colleague(request.actor, str(public_id)) if public_id else None
