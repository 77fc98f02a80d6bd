"""How long couriers take is learnt from parcels that have come; orders under way are looked at anew with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from saath.core.clock import now
from saath.core.paging import beyond
from saath.orders.events import COURIERS_LEARNT, DELIVERY_RULED
from saath.orders.foresight import Foresight, foresight
from saath.orders.models import CourierFigures, DeliveryRule, Order, Shipment
from saath.orders.promises import FORGOTTEN_DAYS, MOST_DAYS, courier_key, zone_of
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

Place = tuple[date, int]
_COUNTED = ("parcels", "days", "dispatch_days", "promised", "in_time", "name")
_AHEAD = ("promise_on", "expected_on", "watch_on")


@action
def learn_couriers(actor: Actor, *, limit: int) -> bool:
    """Fold some parcels that have come into the figures of their couriers, each once; tell whether there may be more."""
    come = Shipment.objects.there().select_for_update(of=("self",)).select_related("order")
    parcels = list(come.filter(arrived_at__isnull=False, is_learnt=False).order_by("id")[:limit])
    if not parcels:
        return False
    ahead = foresight(parcel.order.pincode for parcel in parcels)
    CourierFigures.objects.bulk_create(
        _folded(parcels, ahead),
        update_conflicts=True,
        unique_fields=["store", "courier", "zone"],
        update_fields=_COUNTED,
    )
    Shipment.objects.filter(pk__in=[parcel.pk for parcel in parcels]).update(is_learnt=True)
    emit(actor, COURIERS_LEARNT, subject=parcels[-1])
    return len(parcels) == limit


@action
def look_ahead(actor: Actor, *, after: Place | None, limit: int) -> Place | None:
    """Look at some orders under way with what is learnt by now; return where to go on, None at the end."""
    since = now().date() - timedelta(days=FORGOTTEN_DAYS)
    under_way = Order.objects.filter(watch_on__isnull=False, promise_on__gte=since)
    if after is not None:
        under_way = under_way.filter(beyond(Order, ("promise_on", "id"), after))
    held = under_way.select_for_update().order_by("promise_on", "id")
    orders = list(held[:limit])
    place = (orders[-1].promise_on, orders[-1].pk) if orders else None
    _look_at(orders)
    return place if place and place[0] and len(orders) == limit else None  # type: ignore[return-value]


@action
def set_delivery_rule(actor: Actor, *, dispatch_days: int, courier_days: int) -> DeliveryRule:
    """Say within how many days the shop dispatches and couriers deliver. Raises `Forbidden`."""
    actor.require("store.settings")
    rule, _is_new = DeliveryRule.objects.update_or_create(
        defaults={"dispatch_days": dispatch_days, "courier_days": courier_days}
    )
    emit(actor, DELIVERY_RULED, subject=rule, changed=["dispatch_days", "courier_days"])
    return rule


def _look_at(orders: Sequence[Order]) -> None:
    parcels: dict[int, list[Shipment]] = defaultdict(list)
    for parcel in Shipment.objects.there().filter(order__in=orders).order_by("id"):
        parcels[parcel.order_id].append(parcel)
    ahead = foresight(order.pincode for order in orders)
    changed = []
    for order in orders:
        before = [getattr(order, name) for name in _AHEAD]
        ahead.look(order, parcels[order.pk])
        if before != [getattr(order, name) for name in _AHEAD]:
            changed.append(order)
    Order.objects.bulk_update(changed, _AHEAD, batch_size=200)


def _folded(parcels: Iterable[Shipment], ahead: Foresight) -> list[CourierFigures]:
    """Return the figures with some parcels more: of each courier and of all, in each zone and everywhere."""
    rows: dict[tuple[str, str], CourierFigures] = {}
    for parcel in parcels:
        # Of a parcel that left the moment it came, only the end was told: it says nothing of its way.
        if parcel.left_at is None or parcel.arrived_at is None or parcel.left_at == parcel.arrived_at:
            continue
        zone, name = zone_of(parcel.order.pincode), parcel.courier
        for place in {(courier_key(name), zone), (courier_key(name), ""), ("", zone), ("", "")}:
            if place not in rows:
                known = ahead.figures.get(place) or CourierFigures(courier=place[0], zone=place[1])
                rows[place] = CourierFigures(
                    courier=place[0],
                    zone=place[1],
                    name=known.name,
                    days=list(known.days),
                    **{
                        count: getattr(known, count)
                        for count in ("parcels", "dispatch_days", "promised", "in_time")
                    },
                )
            _count(rows[place], parcel, ahead)
    return list(rows.values())


def _count(row: CourierFigures, parcel: Shipment, ahead: Foresight) -> None:
    assert parcel.left_at is not None
    assert parcel.arrived_at is not None
    left, arrived = ahead.day(parcel.left_at), ahead.day(parcel.arrived_at)
    row.name = parcel.courier if row.courier else ""
    row.parcels += 1
    row.days[min(max((arrived - left).days, 0), MOST_DAYS)] += 1
    row.dispatch_days += max((left - ahead.day(parcel.order.placed_at)).days, 0)
    promise_on = parcel.order.promise_on
    if promise_on is not None:
        row.promised += 1
        row.in_time += arrived <= promise_on
