"""Colleagues whose desk is open, without a browser: what the hub of a process would have heard."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from saath.chats.availability import forget_availability
from saath.stores.models import Member
from saath.timeline.live.presence import look_no_more, look_with


class Seats:
    """Who is on the desk, and who is near."""

    def __init__(self, here: Collection[Member], near: Collection[Member]) -> None:
        self._here, self._near = here, near

    def here(self, store_id: int) -> frozenset[str]:
        """Return who looks at the desk."""
        return _seats(self._here, store_id)

    def stores(self) -> frozenset[int]:
        """Return where somebody looks at the desk."""
        return frozenset(each.store.pk for each in self._here)

    def near(self, store_id: int) -> frozenset[str]:
        """Return who has Saath open elsewhere."""
        return _seats(self._near, store_id)


def _seats(members: Collection[Member], store_id: int) -> frozenset[str]:
    return frozenset(str(each.public_id) for each in members if each.store_id == store_id)


@contextmanager
def desk_open(*members: Member, near: Collection[Member] = ()) -> Iterator[None]:
    """Let these colleagues have their desk open until the block ends, and those `near` another page of Saath."""
    seats = Seats(members, near)
    look_with(seats)
    forget_availability()
    try:
        yield
    finally:
        look_no_more(seats)
