"""The navigation of the staff pages: a registry that `config/wiring.py` fills."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.functional import Promise

from saath.tenancy.actor import Actor


@dataclass(frozen=True)
class Entry:
    """One place to go. `verb` is the right that shows it; `bar_label` puts it in the bar of a phone too.

    `opens` names a dialog that stands in for the page where there is a script.
    In the bar it also stands for every page whose name begins with `covers`.
    What belongs to the person who looks comes later, from the address named by `after_url_name`, as more lines behind it.
    """

    name: str
    label: str | Promise
    icon: str
    url_name: str
    url_args: tuple[str, ...] = ()
    query: str = ""
    verb: str = ""
    group: str | Promise = ""
    bar_label: str | Promise = ""
    covers: str = ""
    place: int = 100
    after_url_name: str = ""
    opens: str = ""

    @property
    def url(self) -> str:
        """Return the address of the place."""
        path = reverse(self.url_name, args=self.url_args)
        return f"{path}?{self.query}" if self.query else path

    def is_bar_of(self, current: str) -> bool:
        """Tell whether its line in the bar of a phone leads to where `current` is."""
        return current == self.name or (self.covers != "" and current.startswith(self.covers))

    @property
    def after_url(self) -> str:
        """Return where the lines behind this one come from, '' where there are none."""
        return reverse(self.after_url_name) if self.after_url_name else ""


@dataclass(frozen=True)
class Group:
    """Entries under one heading; the first group has none."""

    label: str | Promise
    entries: list[Entry] = field(default_factory=list)


Counts = Mapping[str, int | str]

_entries: Final[dict[str, Entry]] = {}
_counters: Final[list[Callable[[Actor, ZoneInfo], Counts]]] = []


def register(*entries: Entry) -> None:
    """Add places; registering a name again replaces it."""
    _entries.update({entry.name: entry for entry in entries})


def count_with(counter: Callable[[Actor, ZoneInfo], Counts]) -> None:
    """Let what waits at the places be counted by this; a day ends by the zone."""
    _counters[:] = [counter]


def counts(actor: Actor, zone: ZoneInfo) -> Counts:
    """Return what waits for somebody at the places, by their names; nothing where nobody counts."""
    return {name: count for counter in _counters for name, count in counter(actor, zone).items()}


def clear() -> None:
    """Forget every place; for tests."""
    _entries.clear()


def visible(may: Callable[[str], bool]) -> list[Entry]:
    """Return the places that somebody with these rights sees, in their order."""
    allowed = (entry for entry in _entries.values() if not entry.verb or may(entry.verb))
    return sorted(allowed, key=lambda entry: entry.place)


def grouped(entries: Iterable[Entry]) -> list[Group]:
    """Return the places under their headings, each heading where its first entry stands."""
    groups: dict[str, Group] = {}
    for entry in entries:
        groups.setdefault(str(entry.group), Group(entry.group)).entries.append(entry)
    return list(groups.values())
