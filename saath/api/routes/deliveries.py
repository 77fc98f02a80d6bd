"""Answers on their way: taken back, sent on, sent again, settled."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from ninja import Router
from pydantic import Field

from saath.api.answers import Created
from saath.api.operations import writes
from saath.api.places import chosen
from saath.api.request import ApiRequest
from saath.api.routes.conversations import WRITE, new_client_key
from saath.api.routes.messages import created
from saath.api.shapes import Input, Shape
from saath.api.shapes.messages import LONGEST_TEXT, Message, message_shape
from saath.conversations.actions.forward import forward
from saath.conversations.actions.settle import call_it_sent as settle
from saath.conversations.actions.settle import send_again as send
from saath.conversations.queries.conversations import get_delivery, get_message
from saath.conversations.queries.messages import get_whole_message
from saath.conversations.queries.original import files_of
from saath.writing.actions.using import take_back_answer

router = Router(tags=["messages"])


class TakenBack(Shape):
    """The words of an answer that was taken back; they are its writer's draft again."""

    text: str


class Forwarding(Input):
    """To whom outside a message goes, with which word of ours and which of its files."""

    to: str = Field(min_length=3, max_length=320)
    text: str = Field(min_length=1, max_length=LONGEST_TEXT)
    language: Literal["", "en", "hi", "gu"] = ""
    attachment_ids: list[UUID] = Field(default_factory=list, max_length=50)


@writes(router, "POST", "/messages/{uuid:id}/undo", TakenBack, scope=WRITE)
def undo_reply(request: ApiRequest, id: UUID) -> TakenBack:
    """Take an answer back while it is held; only its writer may.

    Once it is on its way: 409.
    """
    return TakenBack(text=take_back_answer(request.actor, get_message(request.actor, id)))


@writes(router, "POST", "/messages/{uuid:id}/forward", Message, scope=WRITE, status=201)
def forward_message(request: ApiRequest, id: UUID, body: Forwarding) -> Created:
    """Send a message to somebody outside; the customer learns nothing of it, and what they answer is a note here."""
    message = get_message(request.actor, id)
    files = chosen(files_of(request.actor, message), body.attachment_ids)
    sent = forward(
        request.actor,
        message,
        to=body.to,
        text=body.text,
        language=body.language,
        client_key=new_client_key(),
        files=files,
    )
    return created(request, sent.public_id)


@writes(router, "POST", "/deliveries/{uuid:id}/send-again", Message, scope=WRITE)
def send_again(request: ApiRequest, id: UUID) -> Message:
    """Send an answer once more that failed, or that surely did not arrive."""
    delivery = get_delivery(request.actor, id)
    send(request.actor, delivery)
    return message_shape(get_whole_message(request.actor, delivery.message.public_id), is_whole=True)


@writes(router, "POST", "/deliveries/{uuid:id}/arrived", Message, scope=WRITE)
def call_it_sent(request: ApiRequest, id: UUID) -> Message:
    """Say that an answer of unknown fate did arrive."""
    delivery = get_delivery(request.actor, id)
    settle(request.actor, delivery)
    return message_shape(get_whole_message(request.actor, delivery.message.public_id), is_whole=True)
