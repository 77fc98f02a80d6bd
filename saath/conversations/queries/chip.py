"""The order of a conversation as lists and thread heads show it: a column of what they ask for anyway."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat

from saath.orders.models import Order
from saath.orders.models.order import OrderQuerySet
from saath.orders.states import State

_WORRYING = {State.ATTEMPTED, State.LOST, State.RETURNING}


@dataclass(frozen=True, slots=True)
class Chip:
    """Number and state of an order; `is_late` says that it is, or will be, later than promised."""

    number: str
    state: State
    is_late: bool

    @property
    def is_urgent(self) -> bool:
        """Whether somebody should look at it."""
        return self.is_late or self.state in _WORRYING


def order_chip() -> Subquery:
    """Return the column: state, the day from which on it wants looking at, and number, so that a row is found once for all."""
    watch_on = Coalesce(Cast("watch_on", CharField()), Value("-"))
    told = Concat("state", Value(" "), watch_on, Value(" "), "number", output_field=CharField())
    return Subquery(_orders().annotate(told=told).values("told")[:1])


def chip_of(told: str | None, today: date) -> Chip | None:
    """Return what the column says, None where a conversation is about no order."""
    if not told:
        return None
    state, watch_on, number = told.split(" ", 2)
    return Chip(number, State(state), watch_on != "-" and date.fromisoformat(watch_on) <= today)


def about_order(condition: Q) -> Q:
    """Return the condition of conversations whose order, chosen or guessed, is one of these."""
    return Q(Exists(_orders().filter(condition)))


def _orders() -> OrderQuerySet:
    """Return the order of each conversation, chosen or guessed."""
    return Order.objects.filter(pk=Coalesce(OuterRef("order_id"), OuterRef("guessed_order_id")))
