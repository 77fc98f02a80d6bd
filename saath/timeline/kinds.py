"""The kinds of event that can happen, each declared once by its app, and what reacts to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django_tasks.base import Task

from saath.tenancy.actor import Actor
from saath.tenancy.models import StoreOwned

Audience = Literal["staff", "customer", "public"]
Follow = Callable[[Actor, "EventKind", StoreOwned, Mapping[str, StoreOwned]], None]
FollowAll = Callable[[Actor, "EventKind", Sequence["Happened"]], None]

_kinds: dict[str, EventKind] = {}
_reactions: dict[str, list[Task[Any, Any]]] = {}
_follows: dict[str, list[Follow]] = {}
_follow_all: dict[str, list[FollowAll]] = {}


@dataclass(frozen=True, slots=True)
class EventKind:
    """A name such as `conversation.assigned` and who may see that it happened."""

    name: str
    audience: Audience = "staff"

    def __post_init__(self) -> None:
        if _kinds.setdefault(self.name, self) != self:
            raise ValueError(f"event kind {self.name} is declared twice")


@dataclass(frozen=True, slots=True)
class Happened:
    """What one event of some kind is about: its row, others that it names, and names of changed fields."""

    subject: StoreOwned
    refs: Mapping[str, StoreOwned] = field(default_factory=dict)
    changed: Sequence[str] = ()


def declared_kinds() -> dict[str, EventKind]:
    """Return every declared kind by its name."""
    return dict(_kinds)


def on(kind: EventKind, task: Task[Any, Any]) -> None:
    """Run `task(event_id)` after each event of this kind; it is enqueued in the event's own transaction."""
    _reactions.setdefault(kind.name, []).append(task)


def reactions_to(name: str) -> tuple[Task[Any, Any], ...]:
    """Return the tasks that react to a kind."""
    return tuple(_reactions.get(name, ()))


def at_once(kind: EventKind, follow: Follow) -> None:
    """Call `follow(actor, kind, subject, refs)` in the transaction of each event of this kind, with the rows in hand.

    For what is a few rows more: whatever it raises undoes the event too. It calls nothing outside.
    """
    _follows.setdefault(kind.name, []).append(follow)


def what_follows(name: str) -> tuple[Follow, ...]:
    """Return what is called at once for a kind."""
    return tuple(_follows.get(name, ()))


def all_at_once(kind: EventKind, follow: FollowAll) -> None:
    """Call `follow(actor, kind, happened)` as `at_once` does, but once for all events that come together."""
    _follow_all.setdefault(kind.name, []).append(follow)


def what_follows_all(name: str) -> tuple[FollowAll, ...]:
    """Return what is called once for all events of a kind that come together."""
    return tuple(_follow_all.get(name, ()))
