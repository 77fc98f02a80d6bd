"""One order in full: what each thing cost, how it was paid, where its parcels were, and what went back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from saath.core.money import Money
from saath.orders.models import Line, Order, Payment, Refund, Return, Scan, Shipment
from saath.orders.reckoning.bill import Bill, bill_of
from saath.tenancy.actor import Actor

MOST = 200


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line with the price of one piece and of all of them, its own discount not yet taken off."""

    line: Line
    each: Money
    together: Money


@dataclass(frozen=True, slots=True)
class ParcelShown:
    """A parcel and all that was said of it, newest first."""

    shipment: Shipment
    scans: Sequence[Scan]


@dataclass(frozen=True, slots=True)
class Part:
    """A payment, or a refund below nothing, with its amount; a return has `pieces`: titles and how many, and so may a refund."""

    row: Payment | Refund | Return
    amount: Money | None
    pieces: Sequence[tuple[str, int]] = ()


@dataclass(frozen=True, slots=True)
class WholeOrder:
    """An order in full; `sums` are what its total is made of, by name."""

    order: Order
    lines: Sequence[LineShown]
    sums: Sequence[tuple[str, Money]]
    payments: Sequence[Part]
    refunds: Sequence[Part]
    returns: Sequence[Part]
    parcels: Sequence[ParcelShown]

    @property
    def paid(self) -> Money:
        """What has come."""
        return Money(self.order.paid_minor, self.order.currency)

    @property
    def refunded(self) -> Money:
        """What went back."""
        return Money(self.order.refunded_minor, self.order.currency)


def whole_order(actor: Actor, order: Order) -> WholeOrder:
    """Return an order in full, in six statements; raises `Forbidden`."""
    actor.require("order.read")
    lines = list(Line.objects.filter(order=order).order_by("place", "id")[:MOST])
    titles = {line.key: f"{line.title} {line.variant}".strip() for line in lines}
    payments = Payment.objects.filter(order=order).order_by("at", "id")[:MOST]
    refunds = Refund.objects.filter(order=order).order_by("at", "id")[:MOST]
    returns = Return.objects.filter(order=order).order_by("asked_at", "id")[:MOST]
    return WholeOrder(
        order=order,
        lines=[_line(order, line) for line in lines],
        sums=_sums(order, lines),
        payments=[Part(each, Money(each.amount_minor, order.currency)) for each in payments],
        refunds=[
            Part(each, Money(-each.amount_minor, order.currency), _pieces(each.lines, titles))
            for each in refunds
        ],
        returns=[Part(each, None, _pieces(each.lines, titles)) for each in returns],
        parcels=_parcels(order),
    )


def _line(order: Order, line: Line) -> LineShown:
    each = Money(line.unit_minor, order.currency)
    return LineShown(line, each, each * line.quantity)


def _sums(order: Order, lines: Sequence[Line]) -> list[tuple[str, Money]]:
    bill = bill_of(
        total=order.total_minor,
        goods=sum(line.unit_minor * line.quantity for line in lines),
        line_discounts=sum(line.discount_minor for line in lines),
        order_discount=order.discount_minor,
        shipping=order.shipping_minor,
        tax=order.tax_minor,
    )
    return [(name, Money(minor, order.currency)) for name, minor in _named(bill) if minor]


def _named(bill: Bill) -> list[tuple[str, int]]:
    return [
        (_("Goods"), bill.goods_minor),
        (_("Discount"), -bill.discount_minor),
        (_("Shipping"), bill.shipping_minor),
        (_("Tax, in the prices") if bill.is_tax_inside else _("Tax"), bill.tax_minor),
        (_("Other"), bill.rest_minor),
    ]


def _pieces(lines: Sequence[tuple[str, int]], titles: dict[str, str]) -> list[tuple[str, int]]:
    return [(titles[key], count) for key, count in lines if key in titles]


def _parcels(order: Order) -> list[ParcelShown]:
    shipments = list(Shipment.objects.there().filter(order=order).order_by("id")[:MOST])
    scans: dict[int, list[Scan]] = {each.pk: [] for each in shipments}
    for scan in Scan.objects.filter(shipment__in=shipments).order_by("-at", "-id")[:MOST]:
        scans[scan.shipment_id].append(scan)
    return [ParcelShown(each, scans[each.pk]) for each in shipments]
