"""Two people change the same customer at once. Pure: what was, what one wants and what is now come in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Merged:
    """What may be written, and the fields that somebody else changed to something else meanwhile."""

    to_write: dict[str, str]
    conflicts: tuple[str, ...]


def merge(*, was: Fields, wanted: Fields, now: Fields) -> Merged:
    """Merge field by field: `was` is what the form showed. What is not in it is taken for what is now.

    A field that its writer left alone stays as it is now; one that nobody else touched is written; one that both
    changed alike is no conflict.
    """
    changed = {
        name: value for name, value in wanted.items() if value not in (was.get(name, now[name]), now[name])
    }
    conflicts = tuple(name for name in changed if was.get(name, now[name]) != now[name])
    return Merged({name: value for name, value in changed.items() if name not in conflicts}, conflicts)
