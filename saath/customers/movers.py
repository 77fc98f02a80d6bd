"""What goes along when identities change their customer. Filled from `config/wiring.py` by the rooms that keep such rows.

Two kinds of rows lead to a customer. Those that somebody said or bought follow the identity by which they did: wherever
that goes, in a merge, a split and the way back. What is known of a customer belongs to the customer: a merge brings it, and
writes down what it brought, for that alone goes back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet

from saath.customers.models import Customer
from saath.tenancy.models import StoreRow

BATCH = 500


@dataclass(frozen=True, slots=True)
class Shift:
    """Identities, by their ids, on their way from one customer to another. Both are held."""

    source: Customer
    target: Customer
    identities: Sequence[int]


@dataclass(frozen=True, slots=True)
class Brought:
    """What was brought in one go: the ids of rows, or of each value what it was and what it became."""

    rows: list[int] = field(default_factory=list)
    former: dict[str, list[str]] = field(default_factory=dict)


def _nothing(shift: Shift) -> None:
    """Refuse nothing."""


@dataclass(frozen=True, slots=True)
class Follower:
    """Rows that go where their identity goes. `fields` are those that lead to the customer, as `app.Model.field`.

    `check` raises `Conflict` where an identity cannot leave its customer.
    """

    key: str
    fields: frozenset[str]
    follow: Callable[[Shift], None]
    check: Callable[[Shift], None] = _nothing


@dataclass(frozen=True, slots=True)
class Belonging:
    """Rows of a customer. `take_back` is given what `bring` yielded, newest first; the shift is that of the merge both times."""

    key: str
    fields: frozenset[str]
    bring: Callable[[Shift], Iterator[Brought]]
    take_back: Callable[[Shift, Brought], None]


_followers: dict[str, Follower] = {}
_belongings: dict[str, Belonging] = {}


def register(*movers: Follower | Belonging) -> None:
    """Let rows go along, in this order; raises ValueError for a key that is taken."""
    for mover in movers:
        if mover.key in _followers or mover.key in _belongings:
            raise ValueError(f"mover {mover.key} exists")
        if isinstance(mover, Follower):
            _followers[mover.key] = mover
        else:
            _belongings[mover.key] = mover


def followers() -> Sequence[Follower]:
    """Return what follows identities."""
    return tuple(_followers.values())


def belongings() -> Mapping[str, Belonging]:
    """Return what belongs to customers, by key."""
    return _belongings


def follows(
    model: type[StoreRow],
    *,
    customer: str = "customer",
    identity: str = "identity",
    also: Mapping[str, Any] | None = None,
    check: Callable[[Shift], None] = _nothing,
) -> Follower:
    """Return the mover of rows that have both, an identity and its customer; `also` is set with the customer."""

    def follow(shift: Shift) -> None:
        theirs = {customer: shift.source, f"{identity}__in": shift.identities}
        for ids in batches(model.objects.filter(**theirs)):
            model.objects.filter(pk__in=ids).update(**{customer: shift.target, **(also or {})})

    return Follower(_name(model, customer), frozenset({_name(model, customer)}), follow, check)


def moves(model: type[StoreRow], *, customer: str = "customer", once: str = "") -> Belonging:
    """Return the mover of rows that a merge brings, but for those of which a customer has one each `once`, as the target does."""

    def bring(shift: Shift) -> Iterator[Brought]:
        theirs = model.objects.filter(**{customer: shift.source})
        if once:
            known = model.objects.filter(**{customer: shift.target})
            theirs = theirs.exclude(**{f"{once}__in": list(known.values_list(once, flat=True))})
        for ids in batches(theirs):
            model.objects.filter(pk__in=ids).update(**{customer: shift.target})
            yield Brought(rows=ids)

    def take_back(shift: Shift, brought: Brought) -> None:
        still_there = model.objects.filter(**{"pk__in": brought.rows, customer: shift.target})
        still_there.update(**{customer: shift.source})

    return Belonging(_name(model, customer), frozenset({_name(model, customer)}), bring, take_back)


def batches(rows: QuerySet[Any]) -> Iterator[list[int]]:
    """Yield the ids of rows, held, in one order for all, so many at a time that memory stays small."""
    after = 0
    held = rows.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True)
    while ids := list(held.filter(pk__gt=after)[:BATCH]):
        yield ids
        after = ids[-1]


def _name(model: type[Model], name: str) -> str:
    return f"{model._meta.label}.{name}"
