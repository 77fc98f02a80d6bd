"""What a process reads from the database and keeps for a few seconds: for what everybody asks, and nobody needs to the moment."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Generic, TypeVar

from saath.tenancy.keys import cache_key

Value = TypeVar("Value")
MOST_KEPT = 2_000


class KeptAWhile(Generic[Value]):
    """Values of stores, each read anew once it is `seconds` old. Any thread may ask; two may read at once."""

    def __init__(self, seconds: float, clock: Callable[[], float] = monotonic) -> None:
        self._seconds, self._clock = seconds, clock
        self._kept: dict[str, tuple[float, Value]] = {}

    def get(self, read: Callable[[], Value], *parts: object) -> Value:
        """Return the value of the store in scope that `parts` name, from `read` where it is not known or too old."""
        key = cache_key(*parts)
        kept = self._kept.get(key)
        if kept is not None and self._clock() < kept[0]:
            return kept[1]
        return self.renew(read, *parts)

    def renew(self, read: Callable[[], Value], *parts: object) -> Value:
        """Return the value of the store in scope that `parts` name, read now whatever is kept of it."""
        key = cache_key(*parts)
        value = read()
        self._forget_old()
        self._kept[key] = (self._clock() + self._seconds, value)
        return value

    def forget(self) -> None:
        """Forget everything: something of it has changed in this process."""
        self._kept = {}

    def _forget_old(self) -> None:
        if len(self._kept) >= MOST_KEPT:
            at = self._clock()
            self._kept = {key: kept for key, kept in tuple(self._kept.items()) if at < kept[0]}
