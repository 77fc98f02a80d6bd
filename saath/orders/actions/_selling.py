"""Orders that came of an offer: found when an order is taken, kept in step with it, and never looked for afterwards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import Q

from saath.orders.data import OrderData
from saath.orders.events import OFFER_SOLD
from saath.orders.models import Line, Offer, Order, Sale
from saath.orders.products.links import offer_named
from saath.orders.products.selling import COUNTS_FOR, Offered, offer_of
from saath.tenancy.actor import Actor
from saath.timeline.emit import emit


def attribute(actor: Actor, orders: Sequence[Order], told: Mapping[str, OrderData]) -> None:
    """Write down which of some orders came of an offer, and what it sold; one statement where nothing was offered to them.

    An order that is one already stays one, with what it comes to now.
    """
    if not orders:
        return
    named = {order.pk: offer_named(told[order.key].came_by) for order in orders if order.key in told}
    offers = _offers(orders, [each for each in named.values() if each])
    if not offers:
        return
    known = {
        sale.order_id: sale for sale in Sale.objects.filter(order__in=orders).select_related("offer__product")
    }
    lines = _lines(orders)
    for order in orders:
        sale = known.get(order.pk)
        offer = (
            sale.offer if sale is not None else _offer(order, offers, named.get(order.pk), lines[order.pk])
        )
        if offer is not None:
            _write(
                actor, order, offer, sale, lines[order.pk], is_by_link=offer.public_id == named.get(order.pk)
            )


def _offers(orders: Sequence[Order], named: Sequence[object]) -> list[Offer]:
    """Return what was offered to who placed some orders, and what these name."""
    since = min(order.placed_at for order in orders) - COUNTS_FOR
    theirs = Q(customer__in={order.customer_id for order in orders}, sent_at__gte=since)
    if named:
        theirs |= Q(public_id__in=named, sent_at__gte=since)
    return list(Offer.objects.select_related("product").filter(theirs, product__isnull=False))


def _offer(order: Order, offers: Sequence[Offer], named: object, lines: Sequence[Line]) -> Offer | None:
    there = {line.product_key for line in lines}
    candidates = [
        Offered(place, offer.public_id, offer.sent_at)
        for place, offer in enumerate(offers)
        if offer.sent_at is not None
        and offer.product is not None
        and offer.product.connection_id == order.connection_id
        and offer.product.key in there
        and (offer.customer_id == order.customer_id or offer.public_id == named)
    ]
    place = offer_of(candidates, placed_at=order.placed_at, named=named)
    return offers[place] if place is not None else None


def _lines(orders: Sequence[Order]) -> dict[int, list[Line]]:
    lines: dict[int, list[Line]] = defaultdict(list)
    for line in Line.objects.filter(order__in=orders).exclude(product_key=""):
        lines[line.order_id].append(line)
    return lines


def _write(
    actor: Actor, order: Order, offer: Offer, sale: Sale | None, lines: Sequence[Line], *, is_by_link: bool
) -> None:
    key = offer.product.key if offer.product else ""
    sold = sum(line.total_minor for line in lines if line.product_key == key)
    amount = 0 if order.cancelled_at is not None else sold
    if sale is None:
        Sale.objects.create(
            offer=offer, order=order, amount_minor=amount, currency=order.currency, is_by_link=is_by_link,
            placed_at=order.placed_at,
        )  # fmt: skip
        emit(actor, OFFER_SOLD, subject=order, refs={"offer": offer, "customer": order.customer})
    elif sale.amount_minor != amount:
        Sale.objects.filter(pk=sale.pk).update(amount_minor=amount)
