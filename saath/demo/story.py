"""What happens in one conversation of the demo, as a list of deeds with their times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Fate = Literal["sent", "refused", "unknown"]
Arrival = Literal["read", "twice", "too large", "unreadable"]
Report = Literal["bounced", "late", "complained"]


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
    """The customer sends a mail; `quotes` is what their mail program puts below, `signature` what it adds by itself.

    `copies` are people in copy as a mail names them; `is_proved` says that the domain of the customer vouches for it,
    `headers` are what servers on the way wrote on top.
    """

    text: str
    html: str = ""
    quotes: str = ""
    signature: str = ""
    enclosures: tuple[Enclosure, ...] = ()
    copies: tuple[str, ...] = ()
    is_proved: bool = True
    headers: tuple[tuple[str, str], ...] = ()
    arrival: Arrival = "read"


@dataclass(frozen=True, slots=True)
class OtherWrites:
    """Somebody else writes: who was in copy, or, with `is_aside`, who was asked aside and answers us only."""

    sender: str
    address: str
    text: str
    is_aside: bool = False


@dataclass(frozen=True, slots=True)
class MachineWrites:
    """A machine sends a mail that nobody has to read: an absence note, a newsletter, a report."""

    text: str
    headers: tuple[tuple[str, str], ...]
    arrival: Arrival = "read"


@dataclass(frozen=True, slots=True)
class Answers:
    """A colleague answers; `saved` names the saved reply in it, which with `is_unedited` stands for the text.

    `goes_to` is another address of the customer, who asked for it.
    """

    by: str
    text: str
    solves: bool = False
    resolution: str = "answer"
    fate: Fate = "sent"
    saved: str = ""
    is_unedited: bool = False
    goes_to: str = ""


@dataclass(frozen=True, slots=True)
class AnswersElsewhere:
    """Somebody of the shop answers from a phone; we find it in the folder of sent mail."""

    text: str
    signature: str = ""


@dataclass(frozen=True, slots=True)
class Starts:
    """A colleague writes to the customer first."""

    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Forwards:
    """A colleague asks somebody outside with the customer's newest mail and its files."""

    by: str
    to: str
    text: str


@dataclass(frozen=True, slots=True)
class AsksAside:
    """A colleague asks somebody outside by a link, to be answered within so many seconds."""

    by: str
    text: str
    name: str
    kind: str
    language: str
    address: str
    within_seconds: float


@dataclass(frozen=True, slots=True)
class AnswersAside:
    """Who was asked outside last answers by the link."""

    text: str
    enclosures: tuple[Enclosure, ...] = ()


@dataclass(frozen=True, slots=True)
class Copies:
    """A colleague lets somebody have a copy of the answers."""

    by: str
    address: str


@dataclass(frozen=True, slots=True)
class ServerReports:
    """A mail server tells what became of our last answer; `status` is its code (RFC 3463)."""

    report: Report
    status: str = ""


@dataclass(frozen=True, slots=True)
class CallsSpam:
    """A colleague puts it aside as spam."""

    by: str


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
class HandsOver:
    """A colleague hands over what somebody has already, with a reason and what the next one must know."""

    by: str
    to: str
    reason: str
    summary: str


@dataclass(frozen=True, slots=True)
class Snoozes:
    """A colleague puts it aside for so many seconds, for 0 until the customer writes."""

    by: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Merges:
    """A colleague brings the customer's conversation with another subject into this one."""

    by: str
    subject: str


@dataclass(frozen=True, slots=True)
class Splits:
    """A colleague makes a conversation of its own of the newest message."""

    by: str


@dataclass(frozen=True, slots=True)
class Drafts:
    """A colleague has begun to write, and sends nothing yet; with `leaves_within_seconds` it goes by itself then."""

    by: str
    text: str
    kind: str = "reply"
    leaves_within_seconds: float = 0


@dataclass(frozen=True, slots=True)
class Promises:
    """A colleague has promised on the phone to write or to call within so many seconds."""

    by: str
    kind: str
    within_seconds: float
    what: str = ""


@dataclass(frozen=True, slots=True)
class Solves:
    """A colleague calls it done, with what put it right."""

    by: str
    resolution: str = "answer"


@dataclass(frozen=True, slots=True)
class SaysSorted:
    """The customer says by the link that it is sorted, or with words that it is not yet."""

    words: str = ""


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


Deed = (
    CustomerWrites | OtherWrites | MachineWrites | ServerReports | Answers | AnswersElsewhere | Starts | Forwards | Copies
    | AsksAside | AnswersAside | Notes | Assigns | HandsOver | Merges | Splits | Snoozes | Drafts | Promises | Solves
    | SaysSorted | Reopens | Tags | Reads | CallsSpam
)  # fmt: skip


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
