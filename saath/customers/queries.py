"""Reads of customers."""

from __future__ import annotations

from collections.abc import Sequence

from saath.customers.models import Customer, Identity
from saath.tenancy.actor import Actor


def identities_of(actor: Actor, customer: Customer) -> Sequence[Identity]:
    """Return the ways in which a customer reaches us; raises `Forbidden`."""
    actor.require("customer.read")
    return list(Identity.objects.filter(customer=customer).order_by("id"))
