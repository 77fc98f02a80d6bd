"""What was merged into a conversation and split off it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from saath.conversations.models import Conversation, Move
from saath.conversations.queries.conversations import get_conversation, visible_conversations
from saath.core.errors import NotFound
from saath.tenancy.actor import Actor

MOST_MOVES = 20


@dataclass(frozen=True, slots=True)
class Moved:
    """What went into a conversation or out of it, and can go back: `reference` and `subject` are those of the other one."""

    move: UUID
    kind: str
    is_into: bool
    reference: str
    subject: str
    conversation: UUID
    moved_at: datetime


def get_move(actor: Actor, public_id: UUID) -> Move:
    """Return a merge or a split with both conversations; raises `Forbidden`, `NotFound`."""
    found = (
        Move.objects.select_related("source", "target")
        .filter(public_id=public_id, source__in=visible_conversations(actor))
        .first()
    )
    if found is None:
        raise NotFound()
    return found


def moves_of(actor: Actor, conversation: Conversation) -> Sequence[Moved]:
    """Return what was merged into a conversation, split off it, or made it by a split, newest first. Raises `Forbidden`."""
    actor.require("conversation.read")
    split = Q(source=conversation, kind=Move.Kind.SPLIT)
    found = Move.objects.select_related("source", "target").filter(
        split | Q(target=conversation), undone_at=None
    )
    return [_moved(move, conversation) for move in found.order_by("-id")[:MOST_MOVES]]


def _moved(move: Move, conversation: Conversation) -> Moved:
    is_into = move.target_id == conversation.pk
    other = move.source if is_into else move.target
    return Moved(
        move=move.public_id,
        kind=move.kind,
        is_into=is_into,
        reference=other.reference,
        subject=other.subject,
        conversation=other.public_id,
        moved_at=move.created_at,
    )


def find_named(actor: Actor, name: str) -> Conversation:
    """Return the conversation that a reference or a link names; raises `Forbidden`, `NotFound`."""
    words = name.strip().rstrip("/")
    named = visible_conversations(actor).filter(reference__iexact=words).values_list("public_id", flat=True)
    found = named.first() or _uuid(words.split("?")[0].rsplit("/", 1)[-1])
    if found is None:
        raise NotFound()
    return get_conversation(actor, found)


def _uuid(words: str) -> UUID | None:
    try:
        return UUID(words)
    except ValueError:
        return None
