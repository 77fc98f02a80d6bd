"""What a check is and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from saath.core import clock


class Level(StrEnum):
    """A fault must be mended; a note is worth knowing."""

    FAULT = "fault"
    NOTE = "note"


class Needs(StrEnum):
    """What a check cannot do without."""

    NOTHING = "nothing"
    DATABASE = "database"
    TABLES = "tables"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong, named for programs, said in one line, with one line that helps."""

    name: str
    what: str
    remedy: str
    level: Level = Level.FAULT


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Where and when we look: the clock that is examined, and whether Saath ought to be serving now."""

    clock: Callable[[], datetime] = field(default=clock.now)
    ought_to_serve: bool = True


Look = Callable[[Circumstances], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to look at."""

    name: str
    look: Look
    needs: Needs = Needs.NOTHING
    only_while_serving: bool = False
