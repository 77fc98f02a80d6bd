"""What new orders tell of two customers being one: the same telephone, or the same name at the same place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from string import ascii_lowercase, ascii_uppercase

from django.db.models.fields.json import KT
from django.db.models.functions import Upper

from saath.customers.actions.suggest import suggest_same
from saath.customers.evidence import Evidence, Kind
from saath.customers.models import Customer
from saath.orders.models import Order
from saath.tenancy.actor import Actor
from saath.tenancy.given import GivenTexts
from saath.tenancy.prepared import Prepared

# A telephone of more customers than this is a shop's, a hostel's, or nobody's: it says nothing.
MOST_AT_ONE_TELEPHONE = 3
MOST_AT_ONE_PLACE = 5
# One word of a name is shared by many at one place.
LEAST_WORDS = 2
ASCII_UPPER = str.maketrans(ascii_lowercase, ascii_uppercase)
BY_TELEPHONE = Prepared(
    lambda: (
        Order.objects.exclude(phone_key="")
        .filter(phone_key__any_of=GivenTexts("phones"))
        .values_list("phone_key", "customer_id")
        .distinct()
    )
)
AT_PLACES = Prepared(
    lambda: (
        Order.objects.exclude(pincode="")
        .annotate(called=KT("address__name"), upper=Upper("called"))
        .filter(pincode__any_of=GivenTexts("pincodes"), upper__among=GivenTexts("names"))
        .values_list("pincode", "called", "customer_id")
        .distinct()
    )
)


def compare_buyers(actor: Actor, new: Sequence[Order], *, is_history: bool) -> None:
    """Suggest who may be one by these orders; nobody is put together. Places are looked at only where an order is news."""
    _compare_telephones(actor, new)
    if not is_history:
        _compare_places(actor, new)


def _compare_telephones(actor: Actor, new: Iterable[Order]) -> None:
    wanted = {order.phone_key for order in new if order.phone_key}
    customers: dict[str, set[int]] = defaultdict(set)
    for phone, customer in BY_TELEPHONE.rows(phones=wanted) if wanted else ():
        customers[phone].add(customer)
    for phone, ids in customers.items():
        if 1 < len(ids) <= MOST_AT_ONE_TELEPHONE:
            first, *others = sorted(ids)
            for other in others:
                _suggest(actor, first, other, Evidence(Kind.TELEPHONE, phone))


def _compare_places(actor: Actor, new: Iterable[Order]) -> None:
    named = {order: " ".join(str(order.address.get("name", "")).split()) for order in new if order.pincode}
    named = {order: name for order, name in named.items() if len(name.split()) >= LEAST_WORDS}
    there = _who_is_at({order.pincode for order in named}, set(named.values())) if named else {}
    for order, name in named.items():
        others = sorted(there[order.pincode, name.upper()] - {order.customer_id})
        for other in others[:MOST_AT_ONE_PLACE]:
            _suggest(actor, order.customer_id, other, Evidence(Kind.PLACE, f"{name}, {order.pincode}"))


def _who_is_at(pincodes: set[str], names: set[str]) -> Mapping[tuple[str, str], set[int]]:
    """Return who is at some places under some names, in whatever case these are written."""
    customers: dict[tuple[str, str], set[int]] = defaultdict(set)
    # SQLite knows the case of English letters alone.
    wanted = {name.upper() for name in names} | {name.translate(ASCII_UPPER) for name in names}
    for pincode, name, customer in AT_PLACES.rows(pincodes=pincodes, names=wanted):
        customers[pincode, name.upper()].add(customer)
    return customers


def _suggest(actor: Actor, one: int, other: int, evidence: Evidence) -> None:
    suggest_same(actor, Customer(pk=one), other=Customer(pk=other), evidence=evidence)
