"""Reads of what paying at the door depends on: the shop's rule, and parcels that were not accepted."""

from __future__ import annotations

from collections.abc import Sequence

from saath.customers.models import Customer
from saath.orders.models import CashRule, Shipment
from saath.orders.states import Moved
from saath.tenancy.actor import Actor

MOST_SHOWN = 20
_NOT_ACCEPTED = (Moved.RTO_STARTED, Moved.RTO_IN_TRANSIT, Moved.RTO_DELIVERED)


def cash_rule(actor: Actor) -> CashRule:
    """Return the shop's rule, an unsaved one where it has none; raises `Forbidden`."""
    actor.require("order.read")
    return CashRule.objects.first() or CashRule()


def parcels_not_accepted(actor: Actor, customer: Customer) -> Sequence[Shipment]:
    """Return the newest parcels of a customer that came back without being handed over; raises `Forbidden`."""
    actor.require("order.read")
    back = Shipment.objects.there().filter(order__customer=customer, state__in=_NOT_ACCEPTED)
    return list(back.select_related("order").order_by("-id")[:MOST_SHOWN])
