"""From who bought, as the platform says it, to customers: many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import Q

from saath.core.references import new_reference
from saath.customers.events import CUSTOMER_MET
from saath.customers.models import Customer, Identity
from saath.orders.data import OrderData
from saath.orders.models import Connection
from saath.orders.rowing import ways_of
from saath.tenancy.actor import Actor
from saath.timeline.emit import emit

Way = tuple[str, str]


def identities_of(
    actor: Actor, connection: Connection, told: Sequence[OrderData], *, is_history: bool
) -> dict[str, Identity]:
    """Return who placed each order, by its key, meeting customers whom nobody knew.

    The surest way by which somebody is known says who they are; a less sure one that is somebody else's stays theirs.
    """
    ways = {data.key: ways_of(connection, data) for data in told}
    known = _known(ways)
    met: list[Customer] = []
    new: list[Identity] = []
    for data in told:
        theirs = [known[way[:2]] for way in ways[data.key] if way[:2] in known]
        customer = theirs[0].customer if theirs else None
        if customer is None:
            customer = Customer(name=data.buyer.name[:200])
            met.append(customer)
        for namespace, key, address in ways[data.key]:
            if (namespace, key) not in known:
                identity = Identity(
                    customer=customer,
                    namespace=namespace,
                    key=key,
                    address=address[:320],
                    name=data.buyer.name[:200],
                )
                known[namespace, key] = identity
                new.append(identity)
    tell_apart(met)
    Customer.objects.bulk_create(met)
    Identity.objects.bulk_create(new)
    if not is_history:
        for customer in met:
            emit(actor, CUSTOMER_MET, subject=customer)
    return {key: known[theirs[0][:2]] for key, theirs in ways.items()}


def tell_apart(met: Sequence[Customer]) -> None:
    """Let no two customers in hand have one reference, nor one that somebody has: of a hundred thousand a few come twice."""
    used: set[str] = set()
    waiting = list(met)
    while waiting:
        wanted = [customer.reference for customer in waiting]
        used.update(Customer.objects.filter(reference__in=wanted).values_list("reference", flat=True))
        again = []
        for customer in waiting:
            if customer.reference in used:
                customer.reference = new_reference()
                again.append(customer)
            else:
                used.add(customer.reference)
        waiting = again


def _known(ways: Mapping[str, Sequence[tuple[str, str, str]]]) -> dict[Way, Identity]:
    keys: dict[str, set[str]] = defaultdict(set)
    for theirs in ways.values():
        for namespace, key, _address in theirs:
            keys[namespace].add(key)
    wanted = Q(pk=None)
    for namespace, these in keys.items():
        wanted |= Q(namespace=namespace, key__in=these)
    found = Identity.objects.select_related("customer").exclude(key="").filter(wanted)
    return {(identity.namespace, identity.key): identity for identity in found}
