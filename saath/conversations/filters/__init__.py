"""By what a list of conversations can be narrowed: a registry, filled from `config/wiring.py`.

A filter is one small file: its key in the address, its name, what may be chosen, and the condition of a choice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.db.models import Q
from django.utils.functional import Promise

from saath.tenancy.actor import Actor


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, as an address names it and as people read it."""

    value: str
    label: str | Promise


@dataclass(frozen=True, slots=True)
class Filter:
    """`choices` are what this actor may choose; `condition` is that of a chosen value, given by its `Choice.value`.

    One whose value is written instead has `reads`, which returns what was written as a choice, None where it says nothing,
    and the type of the `input` to write it into.
    """

    key: str
    label: str | Promise
    choices: Callable[[Actor], Sequence[Choice]]
    condition: Callable[[Actor, str], Q]
    reads: Callable[[str], Choice | None] | None = None
    input: str = ""

    def chosen(self, actor: Actor, value: str) -> Choice | None:
        """Return the choice of a value, None where it is none."""
        if self.reads is not None:
            return self.reads(value)
        return next((each for each in self.choices(actor) if each.value == value), None)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter with the value that was chosen."""

    filter: Filter
    choice: Choice


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What was chosen of all filters, in their order: the state of a list beside its queue."""

    chosen: tuple[Chosen, ...] = field(default_factory=tuple)

    @property
    def values(self) -> dict[str, str]:
        """Return the chosen values by the keys of their filters, as an address or a saved view has them."""
        return {each.filter.key: each.choice.value for each in self.chosen}

    def condition(self, actor: Actor) -> Q:
        """Return the condition of all choices together."""
        found = Q()
        for each in self.chosen:
            found &= each.filter.condition(actor, each.choice.value)
        return found


FiltersOfStore = Callable[[Actor], Sequence[Filter]]

_filters: Final[dict[str, Filter]] = {}
_of_stores: Final[dict[str, FiltersOfStore]] = {}


def register(*filters: Filter) -> None:
    """Add filters; registering a key again replaces it."""
    _filters.update({each.key: each for each in filters})


def register_of_store(prefix: str, filters: FiltersOfStore) -> None:
    """Add filters that a store makes itself: their keys begin with `prefix`, and they are asked for only where one does."""
    _of_stores[prefix] = filters


def registered(actor: Actor) -> tuple[Filter, ...]:
    """Return all filters, in the order of their registration, those that the store has made last."""
    return (*_filters.values(), *(each for filters in _of_stores.values() for each in filters(actor)))


def narrowing_of(actor: Actor, values: Mapping[str, str]) -> Narrowing:
    """Return what an address or a saved view chooses; what is there no longer, or never was, narrows nothing."""
    found = (
        Chosen(each, choice)
        for each in _named(actor, values)
        if values.get(each.key)
        if (choice := each.chosen(actor, values[each.key])) is not None
    )
    return Narrowing(tuple(found))


def _named(actor: Actor, values: Mapping[str, str]) -> Iterator[Filter]:
    yield from _filters.values()
    for prefix, filters in _of_stores.items():
        if any(key.startswith(prefix) for key in values):
            yield from filters(actor)
