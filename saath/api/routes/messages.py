"""Messages: what was said, answers, and notes for the team."""

from __future__ import annotations

from uuid import UUID

from ninja import Query, Router

from saath.api.answers import Created
from saath.api.operations import reads, writes
from saath.api.request import ApiRequest
from saath.api.routes.conversations import CONVERSATION, READ, WRITE, new_client_key
from saath.api.shapes import Page, Paging
from saath.api.shapes.messages import Message, NewMessage, NewNote, message_shape
from saath.conversations.actions.reply import add_note as write_note
from saath.conversations.actions.reply import reply as answer
from saath.conversations.queries.conversations import get_conversation, hold_conversation
from saath.conversations.queries.messages import get_whole_message, list_messages

router = Router(tags=["messages"])


def created(request: ApiRequest, public_id: UUID) -> Created:
    """Return a new message with its address."""
    found = get_whole_message(request.actor, public_id)
    return Created(message_shape(found, is_whole=True), f"messages/{public_id}")


@reads(router, "/conversations/{uuid:id}/messages", Page[Message], scope=READ)
def list_messages_of_conversation(request: ApiRequest, id: UUID, asked: Query[Paging]) -> Page[Message]:
    """List what was said in a conversation, newest first."""
    conversation = get_conversation(request.actor, id)
    page = list_messages(request.actor, conversation, cursor=asked.cursor, limit=asked.limit)
    return Page(
        items=[message_shape(each, is_whole=False) for each in page.rows],
        next_cursor=page.next_cursor or None,
    )


@reads(router, "/messages/{uuid:id}", Message, scope=READ)
def get_message(request: ApiRequest, id: UUID) -> Message:
    """Get a message, whole, with how far it has come."""
    return message_shape(get_whole_message(request.actor, id), is_whole=True)


@writes(
    router, "POST", "/conversations/{uuid:id}/reply", Message, scope=WRITE, status=201, single=CONVERSATION
)
def reply_to_conversation(request: ApiRequest, id: UUID, body: NewMessage) -> Created:
    """Answer the customer.

    The answer is written down with its place in the outbox: `delivery.state` is `held` for some seconds, in which it can be
    taken back, and then follows it on its way. Where somebody said something after `seen`: 409, `overtaken`.
    """
    message = answer(
        request.actor,
        hold_conversation(request.actor, id),
        text=body.text,
        client_key=new_client_key(),
        solve=body.solve,
        resolution=body.resolution,
        seen=body.seen,
        is_drafted=False,
    )
    return created(request, message.public_id)


@writes(
    router, "POST", "/conversations/{uuid:id}/notes", Message, scope=WRITE, status=201, single=CONVERSATION
)
def add_note(request: ApiRequest, id: UUID, body: NewNote) -> Created:
    """Write a note for the team."""
    held = hold_conversation(request.actor, id)
    note = write_note(request.actor, held, text=body.text, client_key=new_client_key(), is_drafted=False)
    return created(request, note.public_id)
