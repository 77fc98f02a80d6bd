"""Where something is wrong, by the names of the API: actions name the fields of their forms."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Protocol, TypeVar
from uuid import UUID

from saath.core.errors import BadInput, NotFound


class Named(Protocol):
    """Something with an id that is told outside."""

    @property
    def public_id(self) -> UUID:
        """Return it."""


Row = TypeVar("Row", bound=Named)


def chosen(rows: Sequence[Row], ids: Collection[UUID]) -> list[Row]:
    """Return the rows that a body names, in their order. Raises `NotFound` for an id that is none of theirs."""
    found = [each for each in rows if each.public_id in {*ids}]
    if len(found) < len({*ids}):
        raise NotFound()
    return found


@contextmanager
def places(names: Mapping[str, str]) -> Iterator[None]:
    """Let what an action refuses name the field of the body that stands here for that of the form."""
    try:
        yield
    except BadInput as error:
        error.field = names.get(error.field, error.field)
        raise
