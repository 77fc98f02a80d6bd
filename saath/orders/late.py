"""Reads of orders that are late or will be, of what couriers take, and of when a parcel would come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from saath.core.clock import now
from saath.core.paging import page_of
from saath.orders.foresight import Usual, foresight
from saath.orders.models import CourierFigures, DeliveryRule, Order, Shipment
from saath.orders.promises import FORGOTTEN_DAYS, LEAST_PARCELS, Trouble, days_within, trouble_of
from saath.tenancy.actor import Actor

PAGE = 50
MOST_COUNTED = 1_000
MOST_ZONES = 60


@dataclass(frozen=True, slots=True)
class LateOrder:
    """An order that is late or will be: why, since when it stands so, and who carries it."""

    order: Order
    trouble: Trouble
    since: datetime | None
    courier: str
    days_late: int


@dataclass(frozen=True, slots=True)
class LateOrders:
    """Some of them, the cursor of the next ones, and how many are late and will be, up to 1,000 each."""

    rows: Sequence[LateOrder]
    next_cursor: str
    late: int
    soon: int
    today: date


@dataclass(frozen=True, slots=True)
class Expected:
    """The day on which a parcel would come, and from what this is known."""

    on: date
    usual: Usual


@dataclass(frozen=True, slots=True)
class CourierRow:
    """What a courier took to one zone, `""` for everywhere; average days from order to dispatch, and days most came within."""

    name: str
    zone: str
    parcels: int
    dispatch_days: float
    days: int
    in_time_percent: int | None


def is_late(today: date) -> Q:
    """Return the condition of orders whose promise is broken already."""
    return Q(watch_on__isnull=False, promise_on__lt=today, promise_on__gte=_remembered(today))


def will_be_late(today: date) -> Q:
    """Return the condition of orders whose promise will be broken, by all that is known."""
    return Q(watch_on__lte=today, promise_on__gte=today)


def late_orders(actor: Actor, *, is_soon: bool = False, cursor: str = "", limit: int = PAGE) -> LateOrders:
    """Return orders that are late, or will be, whose promise is oldest first; raises `Forbidden`, `BadInput`."""
    actor.require("order.read")
    ahead = foresight([])
    today = ahead.day(now())
    conditions = {True: will_be_late(today), False: is_late(today)}
    found = Order.objects.select_related("customer", "connection").filter(conditions[is_soon])
    page = page_of(found, cursor=cursor, limit=limit, order=("promise_on", "id"))
    counts = {
        key: len(Order.objects.filter(condition).order_by("promise_on").values_list("pk")[:MOST_COUNTED])
        for key, condition in conditions.items()
    }
    return LateOrders(_explained(page.rows, today), page.next_cursor, counts[False], counts[True], today)


def expected_delivery(actor: Actor, courier: str, pincode: str, on: date) -> Expected:
    """Return when a parcel that leaves `on` would come there by a courier, "" for any; raises `Forbidden`.

    `usual.parcels` says from how many parcels this is known: of 0 it is no knowledge, but the shop's own rule.
    """
    actor.require("order.read")
    usual = foresight([pincode], couriers=[courier]).usual(courier, pincode)
    return Expected(on + timedelta(days=usual.days), usual)


def delivery_rule(actor: Actor) -> DeliveryRule:
    """Return what the shop promises where nobody else does; raises `Forbidden`."""
    actor.require("order.read")
    return DeliveryRule.objects.first() or DeliveryRule()


def couriers_compared(actor: Actor) -> Sequence[CourierRow]:
    """Return what couriers took, zone by zone, and everywhere first; most parcels first. Raises `Forbidden`."""
    actor.require("order.read")
    known = CourierFigures.objects.exclude(courier="").filter(parcels__gte=LEAST_PARCELS)
    rows = sorted(known.order_by("-parcels")[:MOST_ZONES], key=lambda each: (each.zone != "", each.zone))
    return [
        CourierRow(
            each.name,
            each.zone,
            each.parcels,
            each.dispatch_days / each.parcels,
            days_within(each.days),
            round(100 * each.in_time / each.promised) if each.promised else None,
        )
        for each in rows
    ]


def _remembered(today: date) -> date:
    return today - timedelta(days=FORGOTTEN_DAYS)


def _explained(orders: Sequence[Order], today: date) -> Sequence[LateOrder]:
    parcels: dict[int, list[Shipment]] = defaultdict(list)
    for parcel in Shipment.objects.there().filter(order__in=orders).order_by("id") if orders else ():
        parcels[parcel.order_id].append(parcel)
    ahead = foresight(order.pincode for order in orders)
    rows = []
    for order in orders:
        theirs = parcels[order.pk]
        facts = ahead.facts(order, theirs)
        heard = [parcel.heard_at for parcel in theirs if parcel.heard_at]
        couriers = dict.fromkeys(parcel.courier for parcel in theirs if parcel.courier)
        late = (today - order.promise_on).days if order.promise_on else 0
        rows.append(
            LateOrder(
                order,
                trouble_of(facts, today=today),
                max(heard, default=None),
                ", ".join(couriers),
                max(late, 0),
            )
        )
    return rows
