"""What new orders tell of two customers being one: the same telephone, or the same name at the same place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Q

from saath.customers.actions.suggest import suggest_same
from saath.customers.evidence import Evidence, Kind
from saath.customers.models import Customer
from saath.orders.models import Order
from saath.tenancy.actor import Actor

# A telephone of more customers than this is a shop's, a hostel's, or nobody's: it says nothing.
MOST_AT_ONE_TELEPHONE = 3
MOST_AT_ONE_PLACE = 5
# One word of a name is shared by many at one place.
LEAST_WORDS = 2


def compare_buyers(actor: Actor, new: Sequence[Order], *, is_history: bool) -> None:
    """Suggest who may be one by these orders; nobody is put together. Places are looked at only where an order is news."""
    _compare_telephones(actor, new)
    if not is_history:
        for order in new:
            _compare_place(actor, order)


def _compare_telephones(actor: Actor, new: Iterable[Order]) -> None:
    wanted = {order.phone_key for order in new if order.phone_key}
    customers: dict[str, set[int]] = defaultdict(set)
    known = Order.objects.filter(phone_key__in=wanted).exclude(phone_key="")
    for phone, customer in known.values_list("phone_key", "customer_id").distinct() if wanted else ():
        customers[phone].add(customer)
    for phone, ids in customers.items():
        if 1 < len(ids) <= MOST_AT_ONE_TELEPHONE:
            first, *others = sorted(ids)
            for other in others:
                _suggest(actor, first, other, Evidence(Kind.TELEPHONE, phone))


def _compare_place(actor: Actor, order: Order) -> None:
    name = " ".join(str(order.address.get("name", "")).split())
    if not order.pincode or len(name.split()) < LEAST_WORDS:
        return
    there = Q(pincode=order.pincode, address__name__iexact=name)
    others = Order.objects.filter(there).exclude(customer=order.customer_id).values_list("customer_id")
    for (other,) in others.distinct()[:MOST_AT_ONE_PLACE]:
        _suggest(actor, order.customer_id, other, Evidence(Kind.PLACE, f"{name}, {order.pincode}"))


def _suggest(actor: Actor, one: int, other: int, evidence: Evidence) -> None:
    suggest_same(actor, Customer(pk=one), other=Customer(pk=other), evidence=evidence)
