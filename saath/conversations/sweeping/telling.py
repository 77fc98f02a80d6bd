"""What happens to many conversations at once concerns a colleague once: of the first of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_told: ContextVar[list[bool] | None] = ContextVar("saath_told_of_many", default=None)


@contextmanager
def among_many(*, is_told: bool) -> Iterator[None]:
    """Do something to many conversations; `is_told` says that colleagues have heard of it by others before these."""
    token = _told.set([is_told])
    try:
        yield
    finally:
        _told.reset(token)


def may_tell() -> bool:
    """Tell whether colleagues may hear of what happens now; of what is done to many, only the first time it is asked."""
    told = _told.get()
    if told is None:
        return True
    is_first, told[0] = not told[0], True
    return is_first
