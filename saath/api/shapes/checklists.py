"""What a checklist looks like outside."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from saath.api.shapes import Input, Shape, Yes
from saath.api.shapes.words import Words, words_of
from saath.checklists.content import MOST_ITEMS
from saath.checklists.models import Checklist as Row

Items = Annotated[list[Words], Field(max_length=MOST_ITEMS)]


class ShopChecklist(Shape):
    """What is done each time that something happens; `names` and `items` are in the words of each language."""

    id: UUID
    names: Words
    items: list[Words]
    is_required: bool
    created_at: datetime
    removed_at: datetime | None


class NewChecklist(Input):
    """A checklist to write. One that is required is done before a conversation with it is solved."""

    names: Words
    items: Items
    is_required: Yes = False


class ChangedChecklist(Input):
    """What is to be different; what is left out stays."""

    names: Words | None = None
    items: Items | None = None
    is_required: Yes | None = None


def checklist_shape(row: Row) -> ShopChecklist:
    """Return a checklist as programs see it."""
    return ShopChecklist(
        id=row.public_id,
        names=words_of(row.names),
        items=[words_of(each) for each in row.items],
        is_required=row.is_required,
        created_at=row.created_at,
        removed_at=row.deleted_at,
    )
