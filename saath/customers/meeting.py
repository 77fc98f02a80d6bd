"""From ways by which people are known to customers: many at once, for whatever comes in bulk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import TextField

from saath.core.references import new_reference
from saath.customers.events import CUSTOMER_MET
from saath.customers.models import Customer, Identity
from saath.tenancy.actor import Actor
from saath.tenancy.given import Given, GivenTexts
from saath.tenancy.many_rows import insert_rows, new_row
from saath.tenancy.prepared import Prepared
from saath.timeline.emit import emit_all
from saath.timeline.kinds import Happened

# Namespace, key, and the address as written.
Way = tuple[str, str, str]
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


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is told of: `ways` say who they are, the surest first; `also` are theirs where they are nobody's."""

    name: str
    ways: Sequence[Way]
    also: Sequence[Way] = ()


def meet(
    actor: Actor, people: Mapping[str, Person], *, is_news: bool
) -> tuple[dict[str, Identity], Sequence[Customer]]:
    """Return the surest identity of each, and the customers whom nobody knew; whoever calls lets no two come at once.

    The surest way by which somebody is known says who they are; a less sure one that is somebody else's stays theirs.
    """
    known = _known(people.values())
    met: list[Customer] = []
    new: list[Identity] = []
    for person in people.values():
        theirs = [known[way[:2]] for way in person.ways if way[:2] in known]
        customer = theirs[0].customer if theirs else None
        if customer is None:
            customer = new_row(Customer, name=person.name[:200])
            met.append(customer)
        for namespace, key, address in (*person.ways, *person.also):
            if (namespace, key) not in known:
                identity = new_row(
                    Identity,
                    namespace=namespace,
                    key=key,
                    address=address[:320],
                    name=person.name[:200],
                )
                identity.customer = customer
                known[namespace, key] = identity
                new.append(identity)
    tell_apart(met)
    insert_rows(met)
    for identity in new:
        identity.customer = identity.customer  # which has its id only now
    insert_rows(new)
    if is_news:
        emit_all(actor, CUSTOMER_MET, [Happened(customer) for customer in met])
    return {key: known[person.ways[0][:2]] for key, person in people.items()}, met


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


def _known(people: Iterable[Person]) -> dict[tuple[str, str], Identity]:
    keys: dict[str, set[str]] = defaultdict(set)
    for person in people:
        for namespace, key, _address in (*person.ways, *person.also):
            keys[namespace].add(key)
    found = [
        each for namespace, these in keys.items() for each in KNOWN.rows(namespace=namespace, keys=these)
    ]
    return {(identity.namespace, identity.key): identity for identity in found}
