"""The figures of customers go along with their orders, by difference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from saath.orders.models import CustomerFigures, Order
from saath.orders.rules import NOTHING, Counted, counts_for
from saath.orders.states import State
from saath.tenancy.many_rows import add_to_rows, new_row

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
        sums = {key: sum_ for key, sum_ in sorted(self._sums.items()) if sum_ != NOTHING}
        rows = [
            new_row(
                CustomerFigures,
                customer_id=customer,
                currency=currency,
                **{name: getattr(sum_, name) for name in COLUMNS},
            )
            for (customer, currency), sum_ in sums.items()
        ]
        add_to_rows(rows, *COLUMNS, key=("store", "customer", "currency"))


def counted(order: Order) -> Counted:
    """Return what an order counts for as it is."""
    return counts_for(
        is_cancelled=order.cancelled_at is not None,
        is_returned=order.state == State.RETURNED,
        total_minor=order.total_minor,
        refunded_minor=order.refunded_minor,
    )
