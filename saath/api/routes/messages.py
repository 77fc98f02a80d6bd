"""Messages: what was said, answers, and notes for the team."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Query, Router

from saath.api.answers import Created
from saath.api.operations import reads, writes
from saath.api.request import ApiRequest
from saath.api.routes.conversations import CONVERSATION, READ, WRITE, held, new_client_key
from saath.api.shapes import Page, Paging
from saath.api.shapes.messages import Message, NewNote, NewReply, Way, message_shape
from saath.conversations.actions.promising import Promise
from saath.conversations.actions.reply import add_note as write_note
from saath.conversations.actions.reply import reply as answer
from saath.conversations.models import Conversation, Enclosable, Upload
from saath.conversations.queries.conversations import get_conversation
from saath.conversations.queries.drafts import own_draft_files
from saath.conversations.queries.messages import get_whole_message, list_messages
from saath.conversations.queries.uploads import own_uploads
from saath.conversations.switching import Switching
from saath.core.errors import BadInput

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
def reply_to_conversation(request: ApiRequest, id: UUID, body: NewReply) -> Created:
    """Answer the customer.

    The answer is written down with its place in the outbox: `delivery.state` is `held` for some seconds, in which it can be
    taken back, and then follows it on its way. Where somebody said something after `seen`: 409, `overtaken`.
    """
    conversation = held(request, id)
    message = answer(
        request.actor,
        conversation,
        text=body.text,
        client_key=new_client_key(),
        kept=files_named(request, conversation, body.file_ids),
        copies=_keys(conversation, body.copy_to),
        promise=Promise(body.promise.kind, body.promise.due_at) if body.promise else None,
        switching=switching_of(body.way),
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
    conversation = held(request, id)
    note = write_note(
        request.actor,
        conversation,
        text=body.text,
        client_key=new_client_key(),
        kept=files_named(request, conversation, body.file_ids),
        is_drafted=False,
    )
    return created(request, note.public_id)


def files_named(request: ApiRequest, conversation: Conversation, ids: Sequence[UUID]) -> list[Enclosable]:
    """Return files of the writer's draft, and such as they put in, that go along; raises `BadInput` for one that is neither."""
    kept = own_draft_files(request.actor, conversation, [str(each) for each in ids])
    known = {each.public_id for each in kept}
    return [*kept, *uploads_named(request, [each for each in ids if each not in known])]


def uploads_named(request: ApiRequest, ids: Sequence[UUID]) -> list[Upload]:
    """Return files that the writer put in; raises `BadInput` for one that is not there."""
    found = own_uploads(request.actor, ids)
    if len(found) < len({*ids}):
        raise BadInput(_("A file is not there any more."), field="file_ids")
    return found


def switching_of(way: Way | None) -> Switching | None:
    """Return where an answer goes and why, None for where the customer wrote last."""
    return Switching(way.identity_id, way.reason, way.words) if way else None


def _keys(conversation: Conversation, addresses: Sequence[str] | None) -> list[str] | None:
    """Return the keys of those who get a copy, None for all who are to get one."""
    if addresses is None:
        return None
    return [each.key for each in conversation.people if {each.address, each.key} & {*addresses}]
