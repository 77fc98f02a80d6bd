"""From who bought, as the platform says it, to customers: many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import TextField

from saath.core.references import new_reference
from saath.customers.events import CUSTOMER_MET
from saath.customers.models import Customer, Identity
from saath.orders.data import OrderData
from saath.orders.models import Connection
from saath.orders.rowing import ways_of
from saath.tenancy.actor import Actor
from saath.tenancy.given import Given, GivenTexts
from saath.tenancy.many_rows import insert_rows
from saath.tenancy.prepared import Prepared
from saath.timeline.emit import emit_all
from saath.timeline.kinds import Happened

Way = tuple[str, str]
KNOWN = Prepared(
    lambda: (
        Identity.objects.select_related("customer")
        .exclude(key="")
        .filter(namespace=Given("namespace", TextField()), key__any_of=GivenTexts("keys"))
    )
)
USED = Prepared(
    lambda: Customer.objects.filter(reference__any_of=GivenTexts("references")).values_list(
        "reference", flat=True
    )
)


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
    insert_rows(met)
    for identity in new:
        identity.customer = identity.customer  # which has its id only now
    insert_rows(new)
    if not is_history:
        emit_all(actor, CUSTOMER_MET, [Happened(customer) for customer in met])
    return {key: known[theirs[0][:2]] for key, theirs in ways.items()}


def tell_apart(met: Sequence[Customer]) -> None:
    """Let no two customers in hand have one reference, nor one that somebody has: of a hundred thousand a few come twice."""
    used: set[str] = set()
    waiting = list(met)
    while waiting:
        wanted = [customer.reference for customer in waiting]
        used.update(USED.rows(references=wanted))
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
    found = [
        each for namespace, these in keys.items() for each in KNOWN.rows(namespace=namespace, keys=these)
    ]
    return {(identity.namespace, identity.key): identity for identity in found}
