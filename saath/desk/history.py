"""What happened with a customer, on one timeline: rooms add what they know, from `config/wiring.py`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from saath.core.paging import open_cursor, seal_cursor
from saath.customers.models import Customer
from saath.tenancy.actor import Actor

PAGE = 20


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing on the timeline; `kind` and `number` say which, for those of one time. `note` is one word on how it stands."""

    at: datetime
    kind: str
    number: int
    icon: str
    title: str
    url: str
    note: str

    @property
    def key(self) -> tuple[datetime, str, int]:
        """Return by what the timeline is in order."""
        return (self.at, self.kind, self.number)


@dataclass(frozen=True, slots=True)
class Before:
    """Where a page of the timeline goes on: before this time, and at it before this kind and number."""

    at: datetime
    kind: str
    number: int

    def rows(self, kind: str, *, at: str) -> Q:
        """Return which rows of a kind come next; `at` names their time."""
        same = Q(**{at: self.at})
        if kind == self.kind:
            same &= Q(pk__lt=self.number)
        elif kind > self.kind:
            same = Q(pk__in=())
        return Q(**{f"{at}__lt": self.at}) | same


@dataclass(frozen=True, slots=True)
class Timeline:
    """Some of what happened, newest first, and the cursor of what was before, empty where nothing was."""

    moments: tuple[Moment, ...]
    next_cursor: str


# Returns the newest moments of a customer, so many at most, where given before a place.
Source = Callable[[Actor, Customer, Before | None, int], Sequence[Moment]]
_sources: list[Source] = []


def register(*sources: Source) -> None:
    """Let more be told on the timeline; what is there already is told once."""
    _sources.extend(each for each in sources if each not in _sources)


def timeline_of(actor: Actor, customer: Customer, *, cursor: str = "") -> Timeline:
    """Return a page of a customer's timeline, a statement for each source; raises `BadInput` for another's cursor."""
    listing = f"timeline:{customer.public_id}"
    before = _opened(cursor, listing) if cursor else None
    found = [moment for source in _sources for moment in source(actor, customer, before, PAGE + 1)]
    found.sort(key=lambda moment: moment.key, reverse=True)
    shown = found[:PAGE]
    is_more = len(found) > PAGE
    last = shown[-1] if is_more else None
    next_cursor = seal_cursor(listing, [last.at.isoformat(), last.kind, last.number]) if last else ""
    return Timeline(tuple(shown), next_cursor)


def _opened(cursor: str, listing: str) -> Before:
    at, kind, number = open_cursor(cursor, listing)
    return Before(datetime.fromisoformat(at), kind, number)
