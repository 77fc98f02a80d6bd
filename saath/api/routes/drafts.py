"""Words that are not sent yet: drafts, their files, and answers that leave at a time."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Query, Router
from pydantic import Field

from saath.api.answers import Created
from saath.api.operations import reads, writes
from saath.api.request import ApiRequest
from saath.api.routes.conversations import CONVERSATION, READ, WRITE, held, new_client_key
from saath.api.routes.messages import created, files_named, switching_of, uploads_named
from saath.api.shapes import Input, Moment, Page, Shape, Whole
from saath.api.shapes.files import FileNamed
from saath.api.shapes.messages import LONGEST_TEXT, Message, NewMessage, Way
from saath.conversations.actions.drafts import (
    add_draft_files,
    bring_draft_back,
    choose_draft_way,
    remove_draft_file,
)
from saath.conversations.actions.drafts import discard_draft as put_away
from saath.conversations.actions.drafts import save_draft as keep
from saath.conversations.actions.later import change_time as change
from saath.conversations.actions.later import schedule_reply as schedule
from saath.conversations.actions.later import take_back_later
from saath.conversations.actions.leave import send_now as send
from saath.conversations.queries.conversations import get_conversation
from saath.conversations.queries.drafts import DraftRow, drafts_of, get_draft, get_draft_file
from saath.core.errors import NotFound

router = Router(tags=["drafts"])
Kind = Literal["reply", "note"]


class DraftFile(Shape):
    """A file that goes along; `size` is in octets."""

    id: UUID
    name: str
    size: int
    content_type: str


class Draft(Shape):
    """Words of a colleague that are not sent: unfinished, or to leave by themselves at `leaves_at`.

    `earlier_text` is what another window of the same colleague had written, `held` why it did not leave at its time.
    """

    id: UUID
    conversation_id: UUID
    kind: Kind
    writer_name: str
    is_own: bool
    text: str
    earlier_text: str
    version: int
    leaves_at: datetime | None
    held: Literal["", "wrote", "refused"]
    solve: bool
    written_at: datetime
    files: list[DraftFile]


class Writing(Input):
    """What is written so far; `seen_version` is the version that its writer knew, 0 for none.

    `file_ids` are files that were put in and shall go with it, beside those that it has.
    """

    kind: Kind = "reply"
    text: str = Field(max_length=LONGEST_TEXT)
    seen_version: Annotated[Whole, Field(ge=0)] = 0
    file_ids: list[UUID] = Field(default_factory=list, max_length=50)


class Scheduling(NewMessage):
    """An answer, and when it leaves, within three months."""

    leaves_at: Moment


class NewTime(Input):
    """When it leaves."""

    leaves_at: Moment


class FileAsked(FileNamed):
    """What the file is called, and of which draft it is."""

    kind: Kind = "reply"


@reads(router, "/conversations/{uuid:id}/drafts", Page[Draft], scope=READ)
def list_drafts(request: ApiRequest, id: UUID) -> Page[Draft]:
    """List what is not sent yet in a conversation: one's own, those of colleagues, and what leaves at a time."""
    return Page(items=_drafts(request, id), next_cursor=None)


@writes(router, "PUT", "/conversations/{uuid:id}/draft", Page[Draft], scope=WRITE)
def save_draft(request: ApiRequest, id: UUID, body: Writing) -> Page[Draft]:
    """Keep what the colleague of the token writes; nothing is kept of an empty text.

    What was written since `seen_version` stays as the earlier text.
    """
    conversation = held(request, id)
    keep(request.actor, conversation, kind=body.kind, text=body.text, seen_version=body.seen_version)
    if body.file_ids:
        uploads = uploads_named(request, body.file_ids)
        add_draft_files(request.actor, conversation, kind=body.kind, uploads=uploads)
    return Page(items=_drafts(request, id), next_cursor=None)


@writes(router, "PUT", "/conversations/{uuid:id}/draft/way", Page[Draft], scope=WRITE)
def choose_way(request: ApiRequest, id: UUID, body: Way) -> Page[Draft]:
    """Let the answer that is being written go elsewhere than where the customer wrote last, with a reason."""
    choose_draft_way(request.actor, held(request, id), switching=switching_of(body))
    return Page(items=_drafts(request, id), next_cursor=None)


@writes(router, "DELETE", "/conversations/{uuid:id}/draft/way", scope=WRITE)
def forget_way(request: ApiRequest, id: UUID) -> None:
    """Let the answer that is being written go where the customer wrote last."""
    choose_draft_way(request.actor, held(request, id), switching=None)


@writes(router, "POST", "/conversations/{uuid:id}/draft/files", Page[Draft], scope=WRITE, takes_file=True)
def add_file_to_draft(request: ApiRequest, id: UUID, asked: Query[FileAsked]) -> Page[Draft]:
    """Keep a file that is to go with one's answer or note, by its id in `file_ids`."""
    add_draft_files(request.actor, held(request, id), kind=asked.kind, files=[request.upload])
    return Page(items=_drafts(request, id), next_cursor=None)


@writes(router, "DELETE", "/draft-files/{uuid:id}", scope=WRITE)
def remove_file_of_draft(request: ApiRequest, id: UUID) -> None:
    """Let go of a file of one's own draft."""
    remove_draft_file(request.actor, get_draft_file(request.actor, id))


@writes(
    router, "POST", "/conversations/{uuid:id}/schedule", Draft, scope=WRITE, status=201, single=CONVERSATION
)
def schedule_reply(request: ApiRequest, id: UUID, body: Scheduling) -> Created:
    """Let an answer leave at a time, unless something was said here by then."""
    conversation = held(request, id)
    draft = schedule(
        request.actor,
        conversation,
        text=body.text,
        leaves_at=body.leaves_at,
        client_key=new_client_key(),
        kept=files_named(request, conversation, body.file_ids),
        solve=body.solve,
        resolution=body.resolution,
        seen=body.seen,
        is_drafted=False,
        switching=switching_of(body.way),
    )
    return Created(_draft(request, id, draft.public_id), f"conversations/{id}/drafts")


@writes(router, "PATCH", "/drafts/{uuid:id}", Draft, scope=WRITE)
def change_time(request: ApiRequest, id: UUID, body: NewTime) -> Draft:
    """Let an answer leave at another time."""
    draft = get_draft(request.actor, id)
    change(request.actor, draft, leaves_at=body.leaves_at)
    return _draft(request, draft.conversation.public_id, id)


@writes(router, "POST", "/drafts/{uuid:id}/send-now", Message, scope=WRITE, status=201)
def send_now(request: ApiRequest, id: UUID) -> Created:
    """Let an answer leave at once that waits for its time."""
    return created(request, send(request.actor, get_draft(request.actor, id)).public_id)


@writes(router, "POST", "/drafts/{uuid:id}/take-back", Page[Draft], scope=WRITE)
def take_back(request: ApiRequest, id: UUID) -> Page[Draft]:
    """Make an answer that waits its writer's draft again; any colleague may."""
    draft = get_draft(request.actor, id)
    take_back_later(request.actor, draft)
    return Page(items=_drafts(request, draft.conversation.public_id), next_cursor=None)


@writes(router, "DELETE", "/drafts/{uuid:id}", scope=WRITE)
def discard_draft(request: ApiRequest, id: UUID) -> None:
    """Put a draft away."""
    put_away(request.actor, get_draft(request.actor, id))


@writes(router, "POST", "/drafts/{uuid:id}/restore", Draft, scope=WRITE)
def restore_draft(request: ApiRequest, id: UUID) -> Draft:
    """Bring a draft back that was put away."""
    draft = get_draft(request.actor, id)
    bring_draft_back(request.actor, draft)
    return _draft(request, draft.conversation.public_id, id)


def _draft(request: ApiRequest, conversation: UUID, public_id: UUID) -> Draft:
    found = next((each for each in _drafts(request, conversation) if each.id == public_id), None)
    if found is None:
        raise NotFound()
    return found


def _drafts(request: ApiRequest, conversation: UUID) -> list[Draft]:
    fresh = get_conversation(request.actor, conversation)
    found = drafts_of(request.actor, fresh)
    own = [each for each in (found.reply, found.note) if each is not None]
    rows = (*own, *found.of_others, *found.leaving)
    return [_shape(each, fresh.public_id, request.actor.member_id) for each in rows]


def _shape(row: DraftRow, conversation: UUID, reader_id: int | None) -> Draft:
    return Draft(
        id=row.public_id,
        conversation_id=conversation,
        kind=row.kind,  # type: ignore[arg-type]  # a choice of the model
        writer_name=row.writer_name,
        is_own=row.writer_id == reader_id,
        text=row.text,
        earlier_text=row.earlier_text,
        version=row.version,
        leaves_at=row.leaves_at,
        held=row.held,  # type: ignore[arg-type]  # a choice of the model
        solve=row.solve,
        written_at=row.written_at,
        files=[
            DraftFile(id=f.public_id, name=f.name, size=f.size, content_type=f.content_type)
            for f in row.files
        ],
    )
