"""Reads of customers."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import CharField

from saath.customers.models import Customer, Identity
from saath.tenancy.actor import Actor
from saath.tenancy.given import Given
from saath.tenancy.prepared import Prepared


def identities_of(actor: Actor, customer: Customer) -> Sequence[Identity]:
    """Return the ways in which a customer reaches us; raises `Forbidden`."""
    actor.require("customer.read")
    return list(Identity.objects.filter(customer=customer).order_by("id"))


KNOWN = Prepared(
    lambda: Identity.objects.select_related("customer").filter(
        namespace=Given("namespace", CharField()), key=Given("key", CharField())
    )[:1]
)


def find_identity(*, namespace: str, key: str) -> Identity | None:
    """Return the identity that `key` names, None where nobody has it, as with an empty one."""
    return KNOWN.first(namespace=namespace, key=key) if key else None
