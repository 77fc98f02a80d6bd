"""What a saved view looks like outside."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from saath.api.shapes import Input, Shape, Yes
from saath.api.shapes.conversations import QueueKey
from saath.conversations.actions.views import LONGEST_NAME
from saath.conversations.models import SavedView as Row

Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
Filters = Annotated[
    dict[Annotated[str, Field(max_length=60)], Annotated[str, Field(max_length=200)]],
    Field(max_length=20, examples=[{"language": "hi"}]),
]


class View(Shape):
    """A queue with filters under a name, one's own or of the team; `?view=` of the conversations takes it."""

    id: UUID
    name: str
    queue: QueueKey
    filters: dict[str, str]
    is_shared: bool


class NewView(Input):
    """A list to come back to."""

    name: Name
    queue: QueueKey
    filters: Filters = Field(default_factory=dict)
    is_shared: Yes = False


class ChangedView(Input):
    """What a view is called from now on."""

    name: Name


def view_shape(row: Row) -> View:
    """Return a view as programs see it."""
    return View(
        id=row.public_id,
        name=row.name,
        queue=row.queue,  # type: ignore[arg-type]  # a key of the queues
        filters=row.filters,
        is_shared=row.owner_id is None,
    )
