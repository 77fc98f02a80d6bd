"""Where a customer stands in what platforms and couriers delivered: by the names of their orders and parcels, else by address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress

from django.db.models import Q

from saath.core.mail_addresses import BadAddress, canonical_key
from saath.core.phone_numbers import phone_key
from saath.customers.models import Customer, Identity
from saath.orders.actions._waiting import order_name, parcel_name
from saath.orders.models import Order, Received, Shipment

AT_ONCE = 200
# A number without its country: so it is written in most bodies.
_LAST_DIGITS = 10


def named_in_wish(asked: Received) -> Sequence[Customer]:
    """Return the customers whom a platform names who wants one to be forgotten: by address, number or its own id."""
    named = asked.about
    who = Q(namespace=asked.connection.namespace, key=named)
    if phone_key(named):
        who |= Q(namespace="phone", key=phone_key(named))
    with suppress(BadAddress):
        who |= Q(namespace="email", key=canonical_key(named))
    return list(
        Customer.objects.filter(pk__in=Identity.objects.exclude(key="").filter(who).values("customer"))
    )


def deliveries_of(customer: Customer, *, but: Received) -> Iterator[list[int]]:
    """Yield the ids of the deliveries that tell of a customer, some hundreds at a time, without one.

    What could not be read names no order: there the addresses and numbers are looked for that are known of them.
    """
    names = _names_of(customer)
    for first in range(0, len(names), AT_ONCE):
        told = Received.objects.filter(tells_of__in=names[first : first + AT_ONCE]).exclude(pk=but.pk)
        ids = list(told.values_list("pk", flat=True))
        yield from (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
    marks, last = _marks_of(customer), 0
    while marks and (rows := _unnamed(last)):
        last = rows[-1][0]
        yield [pk for pk, body in rows if pk != but.pk and _says(bytes(body), marks)]


def _names_of(customer: Customer) -> list[str]:
    orders = Order.objects.filter(customer=customer).select_related("connection")
    parcels = Shipment.objects.filter(order__customer=customer).exclude(awb_key="")
    return [
        *(order_name(order.connection, order.key) for order in orders),
        *(parcel_name(awb) for awb in parcels.values_list("awb", flat=True)),
    ]


def _unnamed(after: int) -> list[tuple[int, bytes | memoryview]]:
    rows = Received.objects.filter(tells_of="", pk__gt=after).exclude(body=b"")
    return list(rows.order_by("pk").values_list("pk", "body")[:AT_ONCE])


def _marks_of(customer: Customer) -> frozenset[bytes]:
    """Return by what a customer is found in a body: their addresses in small letters, and the ends of their numbers."""
    identities = Identity.objects.filter(customer=customer, namespace__in=("email", "phone")).exclude(key="")
    keys = {*identities.values_list("namespace", "key")}
    orders = Order.objects.filter(customer=customer).values_list("email_key", "phone_key").distinct()
    for email, phone in orders:
        keys |= {("email", email), ("phone", phone)}
    return frozenset(
        key.encode() if namespace == "email" else key[-_LAST_DIGITS:].encode()
        for namespace, key in keys
        if key
    )


def _says(body: bytes, marks: frozenset[bytes]) -> bool:
    small, digits = body.lower(), re.sub(rb"\D", b"", body)
    return any(mark in (small if b"@" in mark else digits) for mark in marks)
