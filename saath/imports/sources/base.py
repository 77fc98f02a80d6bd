"""The contract of another help desk: it knows its things when it sees them, and says what they tell. It knows no rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from saath.imports.items import Item
from saath.imports.told import Told

# What becomes of a status where nobody chooses: none of them starts a clock.
SOLVED, PENDING, OPEN, OUT = "solved", "pending", "open", "out"
OUTCOMES = (SOLVED, PENDING, OPEN, OUT)


class NotTold(ValueError):
    """A thing that cannot be taken over, and why, as one of `troubles.Trouble`."""

    def __init__(self, why: str, said: str = "") -> None:
        super().__init__(why)
        self.why, self.said = why, said


class Source(Protocol):
    """One help desk. `name` is for ever: the ledger knows by it what came in already."""

    name: str
    label: str
    outcomes: Mapping[str, str]

    def knows(self, item: Item) -> bool:
        """Tell whether a thing comes from there."""
        ...

    def origin(self, item: Item) -> str:
        """Return which account of it a thing comes from, such as the name in its address, '' where it does not say."""
        ...

    def read(self, item: Item) -> Iterator[Told]:
        """Yield what a thing tells, nothing for one that is of no use. Raises `NotTold`."""
        ...
