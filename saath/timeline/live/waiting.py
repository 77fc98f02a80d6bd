"""Which place a customer has among those who wait for an answer. Told and forgotten, never stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Waiting:
    """A customer who waits in a conversation, both by public id: at which place, 1 is next, and about how many seconds still.

    Place 0 says that they wait no more, no seconds that nobody can know.
    """

    store_id: int
    conversation: str
    customer: str
    place: int
    seconds: int | None

    def payload(self) -> dict[str, Any]:
        """Return what a browser gets."""
        return {"conversation": self.conversation, "place": self.place or None, "seconds": self.seconds}
