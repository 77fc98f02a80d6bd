"""Conversations that become one, or two."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from ninja import Router

from saath.api.operations import reads, writes
from saath.api.request import ApiRequest
from saath.api.routes.conversations import CONVERSATION, READ, WRITE, held, shown
from saath.api.shapes import Input, Page, Shape
from saath.api.shapes.conversations import Conversation
from saath.conversations.actions.merge import merge_conversations, undo_merge
from saath.conversations.actions.split import split_conversation, undo_split
from saath.conversations.models import Move as Row
from saath.conversations.queries.conversations import get_conversation, get_message
from saath.conversations.queries.moves import get_move, moves_of

router = Router(tags=["conversations"])


class Move(Shape):
    """A merge or a split: what went from `source_id` to `target_id`."""

    id: UUID
    kind: Literal["merge", "split"]
    source_id: UUID
    target_id: UUID
    created_at: datetime


class Merging(Input):
    """Into which conversation of the same customer."""

    into_id: UUID


@reads(router, "/conversations/{uuid:id}/moves", Page[Move], scope=READ)
def list_moves(request: ApiRequest, id: UUID) -> Page[Move]:
    """List what was merged into a conversation and split off it, the newest 20, without what was undone."""
    conversation = get_conversation(request.actor, id)
    moves = [
        Move(
            id=each.move,
            kind=each.kind,  # type: ignore[arg-type]  # a choice of the model
            source_id=each.conversation if each.is_into else conversation.public_id,
            target_id=conversation.public_id if each.is_into else each.conversation,
            created_at=each.moved_at,
        )
        for each in moves_of(request.actor, conversation)
    ]
    return Page(items=moves, next_cursor=None)


@writes(router, "POST", "/conversations/{uuid:id}/merge", Move, scope=WRITE, single=CONVERSATION)
def merge_conversation(request: ApiRequest, id: UUID, body: Merging) -> Move:
    """Put all of a conversation into another one, which goes on for both.

    Only what is of one customer and of one channel can be merged: else 409.
    """
    into = get_conversation(request.actor, body.into_id)
    return _move(merge_conversations(request.actor, get_conversation(request.actor, id), into=into))


@writes(router, "POST", "/messages/{uuid:id}/split", Move, scope=WRITE)
def split_off(request: ApiRequest, id: UUID) -> Move:
    """Put a message and all that follows it into a conversation of its own."""
    at = get_message(request.actor, id)
    conversation = held(request, at.conversation.public_id)
    return _move(split_conversation(request.actor, conversation, at=at))


@writes(router, "POST", "/moves/{uuid:id}/undo", Conversation, scope=WRITE)
def undo_move(request: ApiRequest, id: UUID) -> Conversation:
    """Take a merge or a split back; the answer is the conversation that comes out of it."""
    move = get_move(request.actor, id)
    undo = undo_merge if move.kind == Row.Kind.MERGE else undo_split
    return shown(request, undo(request.actor, move).public_id)


def _move(row: Row) -> Move:
    return Move(
        id=row.public_id,
        kind=row.kind,  # type: ignore[arg-type]  # a choice of the model
        source_id=row.source.public_id,
        target_id=row.target.public_id,
        created_at=row.created_at,
    )
