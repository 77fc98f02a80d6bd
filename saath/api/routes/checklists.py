"""What is to be done in a conversation, and what of it is."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from ninja import Router
from pydantic import Field, StringConstraints

from saath.api.operations import reads, writes
from saath.api.request import ApiRequest
from saath.api.routes.conversations import CONVERSATION, READ, WRITE, held
from saath.api.shapes import Input, Page, Shape
from saath.checklists.queries import get_checklist
from saath.conversations.actions.checklists import add_item as write_item
from saath.conversations.actions.checklists import (
    put_checklist,
    put_checklist_back,
    put_item_back,
    take_checklist_off,
    take_item_off,
    tick_items,
    untick_items,
)
from saath.conversations.queries.checklists import checklists_beside, get_item, get_put_checklist
from saath.conversations.queries.conversations import get_conversation

router = Router(tags=["checklists"])
Ids = Annotated[list[UUID], Field(max_length=200)]


class Item(Shape):
    """One thing to be done; `done_by` is the name of who did it."""

    id: UUID
    name: str
    is_done: bool
    done_by: str
    done_at: datetime | None


class Checklist(Shape):
    """A checklist on a conversation; one that `is_own` holds what was added for it alone."""

    id: UUID
    name: str
    is_own: bool
    is_required: bool
    items: list[Item]


class Putting(Input):
    """Which checklist of the shop."""

    checklist_id: UUID


class Ticking(Input):
    """Items that are done, and items that are open again."""

    done: Ids = Field(default_factory=list)
    undone: Ids = Field(default_factory=list)


class NewItem(Input):
    """What is to be done."""

    words: Annotated[str, StringConstraints(min_length=1, max_length=200)]


@reads(router, "/conversations/{uuid:id}/checklists", Page[Checklist], scope=READ)
def list_checklists_of_conversation(request: ApiRequest, id: UUID) -> Page[Checklist]:
    """List the checklists of a conversation, that of its own last."""
    return _shown(request, id)


@writes(
    router, "POST", "/conversations/{uuid:id}/checklists", Page[Checklist], scope=WRITE, single=CONVERSATION
)
def put_checklist_on_conversation(request: ApiRequest, id: UUID, body: Putting) -> Page[Checklist]:
    """Put a checklist of the shop on a conversation, as it is written now."""
    put_checklist(request.actor, held(request, id), checklist=get_checklist(request.actor, body.checklist_id))
    return _shown(request, id)


@writes(router, "POST", "/conversations/{uuid:id}/tick", Page[Checklist], scope=WRITE, single=CONVERSATION)
def tick_checklist_items(request: ApiRequest, id: UUID, body: Ticking) -> Page[Checklist]:
    """Call items of a conversation done, or open again."""
    tick_items(request.actor, held(request, id), done=body.done, undone=body.undone)
    return _shown(request, id)


@writes(
    router, "POST", "/conversations/{uuid:id}/tick/undo", Page[Checklist], scope=WRITE, single=CONVERSATION
)
def untick_checklist_items(request: ApiRequest, id: UUID, body: Ticking) -> Page[Checklist]:
    """Take back what a tick changed, but for what somebody has changed since."""
    untick_items(request.actor, held(request, id), done=body.done, undone=body.undone)
    return _shown(request, id)


@writes(router, "POST", "/conversations/{uuid:id}/items", Page[Checklist], scope=WRITE, single=CONVERSATION)
def add_checklist_item(request: ApiRequest, id: UUID, body: NewItem) -> Page[Checklist]:
    """Add something that is to be done in this conversation alone."""
    write_item(request.actor, held(request, id), words=body.words)
    return _shown(request, id)


@writes(router, "DELETE", "/items/{uuid:id}", scope=WRITE)
def remove_checklist_item(request: ApiRequest, id: UUID) -> None:
    """Take an item off its conversation."""
    take_item_off(request.actor, get_item(request.actor, id))


@writes(router, "POST", "/items/{uuid:id}/restore", scope=WRITE)
def restore_checklist_item(request: ApiRequest, id: UUID) -> None:
    """Put an item back that was taken off."""
    put_item_back(request.actor, get_item(request.actor, id))


@writes(router, "DELETE", "/conversation-checklists/{uuid:id}", scope=WRITE)
def take_checklist_off_conversation(request: ApiRequest, id: UUID) -> None:
    """Take a checklist off its conversation, with all that is ticked on it."""
    take_checklist_off(request.actor, get_put_checklist(request.actor, id))


@writes(router, "POST", "/conversation-checklists/{uuid:id}/restore", scope=WRITE)
def restore_checklist_of_conversation(request: ApiRequest, id: UUID) -> None:
    """Put a checklist back on that was taken off, as it was."""
    put_checklist_back(request.actor, get_put_checklist(request.actor, id))


def _shown(request: ApiRequest, public_id: UUID) -> Page[Checklist]:
    found = checklists_beside(request.actor, get_conversation(request.actor, public_id))
    return Page(
        items=[
            Checklist(
                id=each.public_id,
                name=each.name,
                is_own=each.is_own,
                is_required=each.is_required,
                items=[
                    Item(id=i.public_id, name=i.name, is_done=i.is_done, done_by=i.by, done_at=i.at)
                    for i in each.items
                ],
            )
            for each in found
        ],
        next_cursor=None,
    )
