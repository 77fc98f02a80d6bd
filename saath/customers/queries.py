"""Reads of customers."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import CharField, OuterRef, Subquery

from saath.core.errors import NotFound
from saath.customers.events import CUSTOMER_CHANGED
from saath.customers.models import Customer, Identity
from saath.stores.models import Member
from saath.tenancy.actor import Actor
from saath.tenancy.given import Given
from saath.tenancy.nested import NestedRows
from saath.tenancy.prepared import Prepared
from saath.timeline.models import Event

# So many of the latest changes are looked at for who made one.
LOOKED_AT = 20


def identities_of(actor: Actor, customer: Customer) -> Sequence[Identity]:
    """Return the ways in which a customer reaches us; raises `Forbidden`."""
    actor.require("customer.read")
    return list(Identity.objects.filter(customer=customer).order_by("id"))


def get_identity(actor: Actor, customer: Customer, public_id: UUID) -> Identity:
    """Return one way in which a customer reaches us; raises `Forbidden`, `NotFound`."""
    actor.require("customer.read")
    found = Identity.objects.select_related("customer").filter(customer=customer, public_id=public_id).first()
    if found is None:
        raise NotFound()
    return found


KNOWN = Prepared(
    lambda: (
        Identity.objects.select_related("customer")
        .exclude(key="")  # as the index says that serves this
        .filter(namespace=Given("namespace", CharField()), key=Given("key", CharField()))[:1]
    )
)


def find_identity(*, namespace: str, key: str) -> Identity | None:
    """Return the identity that `key` names, None where nobody has it, as with an empty one."""
    return KNOWN.first(namespace=namespace, key=key) if key else None


def who_changed(actor: Actor, customer: Customer, fields: Collection[str]) -> dict[str, str]:
    """Return which colleague changed each of the fields last, by name; one without a colleague is left out.

    Raises `Forbidden`.
    """
    actor.require("customer.read")
    changes = Event.objects.filter(subject=customer.public_id, kind=CUSTOMER_CHANGED.name).order_by("-id")
    people: dict[str, int] = {}
    for changed, person_id in changes.values_list("changed", "actor_person_id")[:LOOKED_AT]:
        people = {**{field: person_id for field in changed if field in fields and person_id}, **people}
    named = Member.objects.filter(person_id__in=people.values()).values_list("person_id", "display_name")
    names = dict(named)
    return {field: names[person] for field, person in people.items() if person in names}


def credits_beside() -> Mapping[str, Any]:
    """Return what to ask beside customers, so that `credits_by` costs no statement of its own."""
    person = Member.objects.filter(person_id=OuterRef("actor_person_id")).values("display_name")[:1]
    changes = Event.objects.filter(subject=OuterRef("public_id"), kind=CUSTOMER_CHANGED.name)
    by_whom = changes.annotate(by=Subquery(person)).order_by("-id")[:LOOKED_AT]
    return {"kept_changes": NestedRows(by_whom, "changed", "by")}


def credits_by(actor: Actor, customer: Customer) -> dict[str, str]:
    """Return which colleague changed what of a customer last, by field, as far as the journal reaches; raises `Forbidden`."""
    actor.require("customer.read")
    credited: dict[str, str] = {}
    for changed, by in reversed(getattr(customer, "kept_changes", None) or ()):
        # SQLite gives a list inside a list as text.
        fields = json.loads(changed) if isinstance(changed, str) else changed
        credited.update(dict.fromkeys(fields, by or ""))
    return {field: by for field, by in credited.items() if by}
