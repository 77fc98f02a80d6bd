"""The figures of customers go along with their orders, by difference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from saath.orders.models import CustomerFigures, Order
from saath.orders.rules import NOTHING, Counted, counts_for
from saath.orders.states import State

COLUMNS = ("orders", "spent_minor", "refunded_minor", "cancelled", "returned")


@dataclass
class Difference:
    """What orders counted for before a change, and after."""

    _sums: dict[tuple[int, str], Counted] = field(default_factory=lambda: defaultdict(Counted))

    def take_off(self, orders: Iterable[Order]) -> None:
        """Note what orders count for as they are, before they change."""
        for order in orders:
            self._sums[order.customer_id, order.currency] -= counted(order)

    def put_on(self, orders: Iterable[Order]) -> None:
        """Note what orders count for as they are now."""
        for order in orders:
            self._sums[order.customer_id, order.currency] += counted(order)

    def write(self) -> None:
        """Bring the figures of everybody concerned up to date."""
        sums = {key: sum_ for key, sum_ in self._sums.items() if sum_ != NOTHING}
        CustomerFigures.objects.bulk_create(
            [_with(row, sums[row.customer_id, row.currency]) for row in _held(sums)],
            update_conflicts=True,
            unique_fields=["store", "customer", "currency"],
            update_fields=COLUMNS,
            batch_size=500,
        )


def counted(order: Order) -> Counted:
    """Return what an order counts for as it is."""
    return counts_for(
        is_cancelled=order.cancelled_at is not None,
        is_returned=order.state == State.RETURNED,
        total_minor=order.total_minor,
        refunded_minor=order.refunded_minor,
    )


def _held(wanted: Iterable[tuple[int, str]]) -> Iterable[CustomerFigures]:
    """Return the rows of customers and currencies, made where there are none, held in one order for all."""
    pairs = sorted(wanted)
    asked = set(pairs)
    new = [CustomerFigures(customer_id=customer, currency=currency) for customer, currency in pairs]
    CustomerFigures.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)
    customers = [customer for customer, _currency in pairs]
    held = CustomerFigures.objects.select_for_update().filter(customer__in=customers)
    return [row for row in held.order_by("customer", "currency") if (row.customer_id, row.currency) in asked]


def _with(row: CustomerFigures, more: Counted) -> CustomerFigures:
    """Return a row that stands for another one and counts so much more: to be written in its place."""
    sums = {column: getattr(row, column) + getattr(more, column) for column in COLUMNS}
    return CustomerFigures(customer_id=row.customer_id, currency=row.currency, **sums)
