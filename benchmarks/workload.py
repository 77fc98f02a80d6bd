"""The generated workload of the bench as values: `customers.jsonl` and `conversations.jsonl`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

CHUNK = 250
"""Conversations that are prepared and written at a time."""


@dataclass(frozen=True, slots=True)
class Writer:
    """A customer of the workload."""

    key: str
    name: str
    email: str
    language: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """Conversations as they stand in the file, and the numbers of the first of them and of its first message."""

    lines: tuple[str, ...]
    first_conversation: int
    first_message: int


@dataclass(frozen=True, slots=True)
class Said:
    """One message; `direction` is in, out or note, `author` an address or an agent."""

    direction: str
    author: str
    at: datetime
    body: str
    message_id: str


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation."""

    key: str
    subject: str
    customer: str
    language: str
    agent: str | None
    is_open: bool
    created_at: datetime
    said: tuple[Said, ...]


def read_writers(folder: Path) -> list[Writer]:
    """Return all customers."""
    with open(folder / "customers.jsonl", encoding="utf-8") as lines:
        return [Writer(c["key"], c["name"], c["email"], c["lang"]) for c in map(json.loads, lines)]


def read_chunks(folder: Path) -> Iterator[Chunk]:
    """Yield the conversations in portions, numbered from 1; each line holds one message id a message."""
    conversation, message = 1, 1
    with open(folder / "conversations.jsonl", encoding="utf-8") as file:
        while lines := tuple(islice(file, CHUNK)):
            yield Chunk(lines, conversation, message)
            conversation += len(lines)
            message += sum(line.count('"message_id": ') for line in lines)


def talk_of(line: str) -> Talk:
    """Return the conversation of a line."""
    found = json.loads(line)
    return Talk(
        key=found["key"],
        subject=found["subject"],
        customer=found["customer"],
        language=found["lang"],
        agent=found["agent"],
        is_open=found["status"] == "open",
        created_at=datetime.fromisoformat(found["created"]),
        said=tuple(_said(message) for message in found["messages"]),
    )


def _said(message: dict[str, str]) -> Said:
    at = datetime.fromisoformat(message["at"])
    return Said(
        message["direction"], message["author"], at, message["body"], message["message_id"].strip("<>")
    )
