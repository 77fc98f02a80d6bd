"""What happens in one conversation of the demo, as a list of deeds with their times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Fate = Literal["sent", "refused", "unknown"]


@dataclass(frozen=True, slots=True)
class Customer:
    """Somebody who writes to the shop; `style` is how: en, hi, gu, or hi_latn and gu_latn in Latin letters."""

    name: str
    address: str
    city: str
    style: str

    @property
    def first(self) -> str:
        """Return the first name."""
        return self.name.split()[0]


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file in a customer's mail; one with a `content_id` stands in its HTML."""

    name: str
    content_type: str
    data: bytes
    content_id: str = ""


@dataclass(frozen=True, slots=True)
class CustomerWrites:
    """The customer sends a mail; `quotes` is what their mail program puts below."""

    text: str
    html: str = ""
    quotes: str = ""
    enclosures: tuple[Enclosure, ...] = ()


@dataclass(frozen=True, slots=True)
class MachineWrites:
    """A machine sends a mail that nobody has to read: an absence note, a newsletter, a report."""

    text: str
    headers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """A colleague answers."""

    by: str
    text: str
    solves: bool = False
    fate: Fate = "sent"


@dataclass(frozen=True, slots=True)
class Notes:
    """A colleague writes a note for the team."""

    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Assigns:
    """A colleague gives the conversation to one of the team."""

    by: str
    to: str


@dataclass(frozen=True, slots=True)
class Solves:
    """A colleague calls it done."""

    by: str


@dataclass(frozen=True, slots=True)
class Reopens:
    """A colleague takes it back onto the desk."""

    by: str


@dataclass(frozen=True, slots=True)
class Tags:
    """A colleague puts a tag on it."""

    by: str
    name: str


@dataclass(frozen=True, slots=True)
class Reads:
    """A colleague has seen everything in it."""

    by: str


Deed = CustomerWrites | MachineWrites | Answers | Notes | Assigns | Solves | Reopens | Tags | Reads


@dataclass(frozen=True, slots=True)
class Step:
    """One deed at its time."""

    at: datetime
    deed: Deed


@dataclass(frozen=True, slots=True)
class Story:
    """One conversation: who writes, about what, and everything that happens."""

    key: str
    customer: Customer
    subject: str
    steps: tuple[Step, ...]
