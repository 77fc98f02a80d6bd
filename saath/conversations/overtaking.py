"""Whether somebody else said something after what the writer of an answer saw. Asked when it is sent, under the lock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Left

from saath.conversations.models import Conversation, Message
from saath.core.errors import Conflict
from saath.tenancy.given import Given
from saath.tenancy.prepared import Prepared

# So many of the newest messages are looked at, and so much of each is shown.
LOOKED_AT = 30
SHOWN_TEXT = 400


@dataclass(frozen=True, slots=True)
class Newer:
    """A message that the writer has not seen, the fields down to `author_id` being the first columns of the query."""

    id: int
    public_id: UUID
    direction: str
    is_automatic: bool
    text: str
    language: str
    created_at: datetime
    author_id: int | None
    who: str


class Overtaken(Conflict):
    """An answer is held: `newer` was said after what its writer saw, oldest first."""

    def __init__(self, newer: Sequence[Newer]) -> None:
        super().__init__()
        self.newer = tuple(newer)


def check_not_overtaken(conversation: Conversation, *, seen: UUID | None, member_id: int | None) -> None:
    """Raise `Overtaken` where somebody but the member said something after the message `seen`; None asks nothing.

    Call it while the conversation is locked, in a statement of its own: one that waited for the lock sees what was
    there before it waited.
    """
    newer = newer_than(conversation, seen=seen, member_id=member_id) if seen is not None else []
    if newer:
        raise Overtaken(newer)


def newer_than(conversation: Conversation, *, seen: UUID, member_id: int | None) -> list[Newer]:
    """Return what others said after the message `seen`, oldest first; what machines answer by themselves is no answer."""
    rows = [_newer(row) for row in _newest().rows(conversation=conversation.pk)]
    seen_id = next((row.id for row in rows if row.public_id == seen), None)
    found = [row for row in rows if _is_after(row, seen, seen_id)]
    return [row for row in reversed(found) if row.author_id != member_id and not row.is_automatic]


def _is_after(row: Newer, seen: UUID, seen_id: int | None) -> bool:
    """Tell whether a message came after the one seen. One that was taken back since is known by its time (RFC 9562, 5.7)."""
    return row.id > seen_id if seen_id is not None else row.public_id > seen


@cache
def _newest() -> Prepared[tuple[Any, ...]]:
    return Prepared(_query)


def _query() -> QuerySet[Message, tuple[Any, ...]]:
    return (
        Message.objects.filter(conversation=Given("conversation"))
        .annotate(begins=Left("text", SHOWN_TEXT))
        .order_by("-created_at", "-id")
        .values_list(
            "id",
            "public_id",
            "direction",
            "is_automatic",
            "begins",
            "language",
            "created_at",
            "author_id",
            "author__display_name",
            "identity__customer__name",
            "identity__name",
            "identity__address",
        )[:LOOKED_AT]
    )


def _newer(row: tuple[Any, ...]) -> Newer:
    author, customer, identity, address = row[-4:]
    fields: list[Any] = [*row[:-4], author or customer or identity or address or ""]
    return Newer(*fields)
