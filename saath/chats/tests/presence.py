"""Colleagues whose desk is open, without a browser: what the hub of a process would have heard."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from saath.chats.availability import forget_availability
from saath.stores.models import Member
from saath.timeline.live.presence import look_no_more, look_with


@contextmanager
def desk_open(*members: Member) -> Iterator[None]:
    """Let these colleagues have their desk open until the block ends."""
    seats = {member.store_id: frozenset(str(each.public_id) for each in members) for member in members}

    def look(store_id: int) -> frozenset[str]:
        return seats.get(store_id, frozenset())

    look_with(look)
    forget_availability()
    try:
        yield
    finally:
        look_no_more(look)
