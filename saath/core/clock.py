"""The clock at the edges; rules get the time as an argument."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

_told: ContextVar[datetime | None] = ContextVar("saath_told_time", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC; inside `at` the moment that it tells."""
    return _told.get() or timezone.now()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let this context live at another moment: the demo and the importers tell what happened, when it happened.

    Raises ValueError for a moment without a time zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment carries its time zone")
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)
