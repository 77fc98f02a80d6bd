"""How far a connection has been read by asking: what its column `poll_cursor` holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import Any, Self

from saath.orders.models import Connection


@dataclass(frozen=True, slots=True)
class History:
    """How far what was there before the connection has been brought in; what changed after `until` is asked for anyway.

    `taken` is how many orders nobody had told of before, `remaining` how many are left, as far as the platform says, and
    `reached` when the last one changed that was taken.
    """

    until: datetime
    cursor: str = ""
    taken: int = 0
    remaining: int | None = None
    reached: datetime | None = None
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """All that changed before `since` has been seen.

    While a round is under way `cursor` is where it goes on, and `newest` the newest change that it has seen. `looked_back_at` is
    when a round last went back by a day. `trouble` is the kind of what is wrong, `failures` how often in a row, and `is_shown`
    whether people were told. `missed` are orders that no delivery had told of, `unreadable` keys of orders that could not be
    understood. `delivers` says that the platform was told by us where to deliver.
    """

    since: datetime | None = None
    newest: datetime | None = None
    cursor: str = ""
    looked_back_at: datetime | None = None
    next_at: datetime | None = None
    trouble: str = ""
    is_shown: bool = False
    failures: int = 0
    missed: int = 0
    missed_at: datetime | None = None
    unreadable: tuple[str, ...] = ()
    delivers: bool = False
    history: History | None = None

    @classmethod
    def of(cls, connection: Connection) -> Self:
        """Return what a connection's column says; what it does not know is as at the beginning."""
        held = dict(connection.poll_cursor)
        history = held.pop("history", None)
        read = _read(cls, held)
        return cls(**{**read, "history": History(**_read(History, history)) if history else None})

    def as_json(self) -> dict[str, Any]:
        """Return it as the column holds it."""
        return {key: _written(value) for key, value in asdict(self).items()}

    def brought(self, **changes: Any) -> Self:
        """Return it with another state of the history."""
        return replace(self, history=replace(self.history, **changes)) if self.history is not None else self


_TIMES = {"since", "newest", "looked_back_at", "next_at", "missed_at", "until", "reached"}


def _read(kind: type[Place | History], held: Mapping[str, Any]) -> dict[str, Any]:
    known = {each.name for each in fields(kind)}
    return {key: _value(key, value) for key, value in held.items() if key in known}


def _value(key: str, value: Any) -> Any:
    if key in _TIMES and value:
        return datetime.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value


def _written(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _written(each) for key, each in value.items()}
    return value.isoformat() if isinstance(value, datetime) else value
