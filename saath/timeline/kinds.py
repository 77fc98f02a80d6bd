"""The kinds of event that can happen, each declared once by its app, and what reacts to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from django_tasks.base import Task

Audience = Literal["staff", "customer", "public"]

_kinds: dict[str, EventKind] = {}
_reactions: dict[str, list[Task[Any, Any]]] = {}


@dataclass(frozen=True, slots=True)
class EventKind:
    """A name such as `conversation.assigned` and who may see that it happened."""

    name: str
    audience: Audience = "staff"

    def __post_init__(self) -> None:
        if _kinds.setdefault(self.name, self) != self:
            raise ValueError(f"event kind {self.name} is declared twice")


def declared_kinds() -> dict[str, EventKind]:
    """Return every declared kind by its name."""
    return dict(_kinds)


def on(kind: EventKind, task: Task[Any, Any]) -> None:
    """Run `task(event_id)` after each event of this kind; it is enqueued in the event's own transaction."""
    _reactions.setdefault(kind.name, []).append(task)


def reactions_to(name: str) -> tuple[Task[Any, Any], ...]:
    """Return the tasks that react to a kind."""
    return tuple(_reactions.get(name, ()))
