"""What a file of another help desk tells, the same shape from every desk. Keys are the other desk's own ids, as text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Side(StrEnum):
    """Who said something: a customer, the shop, a machine of the other desk; UNKNOWN is decided by who is known."""

    CUSTOMER = "customer"
    SHOP = "shop"
    MACHINE = "machine"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A customer: how the other desk names and reaches them."""

    key: str
    name: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Agent:
    """Somebody of the shop who answered there."""

    key: str
    name: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A file of a message, which may lie in the same archive; `address` is where the other desk shows it."""

    key: str
    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One thing that was said. `html` and `text` are as they were written, either may be ''."""

    key: str
    at: datetime
    author: str = ""
    side: Side = Side.UNKNOWN
    is_private: bool = False
    text: str = ""
    html: str = ""
    files: tuple[File, ...] = ()
    conversation: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """What was said about one thing. `status` and `channel` are the other desk's words, `follows` is what it goes on from.

    `priority` is ours, '' where the other desk says none.
    """

    key: str
    at: datetime
    person: str
    subject: str = ""
    status: str = ""
    channel: str = ""
    assignee: str = ""
    follows: str = ""
    priority: str = ""
    tags: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    messages: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldName:
    """What people call a field of the other desk's own, where its values name it by an id."""

    key: str
    name: str


Told = Person | Agent | Conversation | Message | FieldName


def as_kept(told: Told) -> dict[str, Any]:
    """Return what was told as it is kept between two steps."""
    kept = asdict(told)
    _at_as_text(kept)
    for message in kept.get("messages", ()):
        _at_as_text(message)
    return kept


def conversation_from(kept: Mapping[str, Any]) -> Conversation:
    """Return a conversation that was kept."""
    messages = tuple(message_from(each) for each in kept["messages"])
    rest = {**kept, "at": datetime.fromisoformat(kept["at"]), "messages": messages}
    return Conversation(**{**rest, "tags": tuple(kept["tags"])})


def message_from(kept: Mapping[str, Any]) -> Message:
    """Return a message that was kept."""
    files = tuple(File(**each) for each in kept["files"])
    at, side = datetime.fromisoformat(kept["at"]), Side(kept["side"])
    return Message(**{**kept, "at": at, "side": side, "files": files})


def _at_as_text(kept: dict[str, Any]) -> None:
    if isinstance(kept.get("at"), datetime):
        kept["at"] = kept["at"].isoformat()
