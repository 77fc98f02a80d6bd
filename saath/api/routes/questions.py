"""Questions to somebody outside, beside a conversation: the customer learns nothing of them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Router
from pydantic import Field, StringConstraints

from saath.api.answers import Created
from saath.api.operations import reads, writes
from saath.api.places import chosen
from saath.api.request import ApiRequest
from saath.api.routes.conversations import CONVERSATION, WRITE, held, new_client_key
from saath.api.routes.outsiders import NewOutsider
from saath.api.shapes import Input, Moment, Page, Shape, Yes
from saath.conversations.actions.ask_aside import Asking
from saath.conversations.actions.ask_aside import ask_aside as ask
from saath.conversations.actions.end_aside import end_question as end
from saath.conversations.actions.end_aside import resume_question as resume
from saath.conversations.actions.outsiders import Entry
from saath.conversations.aside.links import link_of
from saath.conversations.aside.rules import stand_of
from saath.conversations.aside.standing import asked_of
from saath.conversations.models import Outsider, SideQuestion
from saath.conversations.queries.aside import get_outsider, questions_of, shown_aside
from saath.conversations.queries.aside import get_question as find
from saath.conversations.queries.conversations import get_conversation
from saath.core.clock import now
from saath.core.errors import BadInput

router = Router(tags=["questions"])
Ids = Annotated[list[UUID], Field(max_length=50)]


class Question(Shape):
    """What somebody outside was asked; they answer by `link`, without an account."""

    id: UUID
    conversation_id: UUID
    message_id: UUID
    outsider_id: UUID
    outsider_name: str
    state: Literal["open", "answered", "overdue", "taken_back", "closed", "expired"]
    link: str
    due_at: datetime
    answered_at: datetime | None
    created_at: datetime


class NewQuestion(Input):
    """Whom (of the book, or somebody new), what, by when, and which messages and files they see.

    One that is not mailed is passed on by its link.
    """

    outsider_id: UUID | None = None
    outsider: NewOutsider | None = None
    text: Annotated[str, StringConstraints(min_length=1, max_length=20_000)]
    due_at: Moment
    message_ids: Ids = Field(default_factory=list)
    attachment_ids: Ids = Field(default_factory=list)
    is_mailed: Yes = True


@reads(router, "/conversations/{uuid:id}/questions", Page[Question], scope=WRITE)
def list_questions_of_conversation(request: ApiRequest, id: UUID) -> Page[Question]:
    """List what was asked aside in a conversation, newest first."""
    conversation = get_conversation(request.actor, id)
    request.actor.require("conversation.reply")
    asked = questions_of(request.actor, conversation)
    return Page(
        items=[_shape(find(request.actor, each.question.public_id)) for each in asked], next_cursor=None
    )


@writes(
    router,
    "POST",
    "/conversations/{uuid:id}/questions",
    Question,
    scope=WRITE,
    status=201,
    single=CONVERSATION,
)
def ask_aside(request: ApiRequest, id: UUID, body: NewQuestion) -> Created:
    """Ask somebody outside, who answers by link until the question is closed."""
    conversation = held(request, id)
    said = list(reversed(shown_aside(request.actor, conversation)))
    shown = chosen([each.message for each in said], body.message_ids)
    files = chosen([file for each in said for file in each.files], body.attachment_ids)
    asking = Asking(text=body.text, due_at=body.due_at, shown=shown, files=files, is_mailed=body.is_mailed)
    question = ask(
        request.actor,
        conversation,
        outsider=_whom(request, body),
        asking=asking,
        client_key=new_client_key(),
    )
    return Created(_shape(find(request.actor, question.public_id)), f"questions/{question.public_id}")


@reads(router, "/questions/{uuid:id}", Question, scope=WRITE)
def get_question(request: ApiRequest, id: UUID) -> Question:
    """Get a question, and how it stands."""
    request.actor.require("conversation.reply")
    return _shape(find(request.actor, id))


@writes(router, "POST", "/questions/{uuid:id}/end", Question, scope=WRITE)
def end_question(request: ApiRequest, id: UUID) -> Question:
    """Take a question back, or close one that was answered."""
    end(request.actor, find(request.actor, id))
    return _shape(find(request.actor, id))


@writes(router, "POST", "/questions/{uuid:id}/resume", Question, scope=WRITE)
def resume_question(request: ApiRequest, id: UUID) -> Question:
    """Let a question that was ended be answered again."""
    resume(request.actor, find(request.actor, id))
    return _shape(find(request.actor, id))


def _whom(request: ApiRequest, body: NewQuestion) -> Outsider | Entry:
    if body.outsider is not None:
        return body.outsider.entry()
    if body.outsider_id is None:
        raise BadInput(field="outsider_id")
    return get_outsider(request.actor, body.outsider_id)


def _shape(row: SideQuestion) -> Question:
    conversation = row.message.conversation
    return Question(
        id=row.public_id,
        conversation_id=conversation.public_id,
        message_id=row.message.public_id,
        outsider_id=row.outsider.public_id,
        outsider_name=row.outsider.name,
        state=stand_of(asked_of(row, conversation), now()).value,
        link=link_of(row),
        due_at=row.due_at,
        answered_at=row.answered_at,
        created_at=row.created_at,
    )
