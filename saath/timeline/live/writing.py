"""Who writes just now in a chat, as far as one process has heard of it. Told and forgotten, never stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from time import monotonic
from typing import Any

# The desk says again that somebody writes every 15 seconds, the widget more often; one may be lost.
WRITES_SECONDS = 20.0
LONGEST_NAME = 30


@dataclass(frozen=True, slots=True)
class Writing:
    """Somebody writes in a chat, or does no more. The staff learns of what the customer does, the customer of the staff.

    `conversation` and `customer` are public ids; the name has `LONGEST_NAME` characters at most.
    """

    store_id: int
    conversation: str
    customer: str
    name: str
    is_customers: bool
    is_writing: bool = True

    def payload(self) -> dict[str, Any]:
        """Return what a browser gets."""
        return {"conversation": self.conversation, "name": self.name, "is_typing": self.is_writing}


class Writers:
    """Those who write now. It is asked and told on one thread."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._heard: dict[Writing, float] = {}

    def note(self, writing: Writing) -> bool:
        """Remember that somebody writes, or no more; True where the other side learns something by it.

        Whoever goes on is told of again, for a stream may have opened meanwhile.
        """
        key = replace(writing, is_writing=True)
        if writing.is_writing:
            self._heard[key] = self._clock()
            return True
        return self._heard.pop(key, None) is not None

    def forget_silent(self) -> list[Writing]:
        """Forget who gave no sign for too long; return that they write no more."""
        oldest = self._clock() - WRITES_SECONDS
        silent = [writing for writing, at in self._heard.items() if at < oldest]
        for writing in silent:
            del self._heard[writing]
        return [replace(writing, is_writing=False) for writing in silent]
