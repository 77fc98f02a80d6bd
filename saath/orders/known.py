"""What orders know of those who placed them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from saath.customers.quality import Known
from saath.orders.models import Order
from saath.tenancy.given import GivenNumbers
from saath.tenancy.prepared import Prepared

TOLD = Prepared(
    lambda: (
        Order.objects.filter(customer__any_of=GivenNumbers("customers"))
        .values_list("customer_id", "phone_key", "pincode")
        .distinct()
    )
)


def known_by_orders(customers: Collection[int]) -> Mapping[int, set[Known]]:
    """Return what orders know of customers, by their ids; one statement."""
    known: dict[int, set[Known]] = defaultdict(set)
    for customer, phone, pincode in TOLD.rows(customers=customers):
        known[customer] |= {Known.TELEPHONE} if phone else set()
        known[customer] |= {Known.PLACE} if pincode else set()
    return known
