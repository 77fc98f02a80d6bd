"""What a shop promises and how long its couriers take, read once for several orders in hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q

from saath.orders.models import CourierFigures, DeliveryRule, Order
from saath.orders.promises import LEAST_PARCELS, Facts, Way, courier_key, days_within, outlook, zone_of
from saath.orders.states import Moved, State
from saath.tenancy.models import Store
from saath.tenancy.scope import current_store_id


@dataclass(frozen=True, slots=True)
class Usual:
    """How many days a parcel takes, and from how many parcels this is known: none where the shop's rule says it."""

    days: int
    parcels: int = 0
    is_of_courier: bool = False
    is_of_zone: bool = False


@dataclass(frozen=True, slots=True)
class Foresight:
    """The rule of the shop and what is learnt of the ways to some zones."""

    zone: ZoneInfo
    rule: DeliveryRule
    figures: Mapping[tuple[str, str], CourierFigures] = field(default_factory=dict)

    def usual(self, courier: str, pincode: str) -> Usual:
        """Return how long a courier, "" for any, takes to a pincode; less sure figures where too little is known."""
        name, zone = courier_key(courier), zone_of(pincode)
        for wanted in dict.fromkeys([(name, zone), (name, ""), ("", zone)]):
            known = self.figures.get(wanted)
            if known is not None and any(wanted) and known.parcels >= LEAST_PARCELS:
                return Usual(days_within(known.days), known.parcels, bool(wanted[0]), bool(wanted[1]))
        return Usual(self.rule.courier_days)

    def facts(self, order: Order, parcels: Sequence[Any]) -> Facts:
        """Return what matters of an order's time; parcels are rows, or look like them."""
        told = [each.promised_on for each in parcels if each.promised_on is not None]
        promised_on = order.promised_on or min(told, default=None)
        return Facts(
            state=State(order.state),
            placed_on=self.day(order.placed_at),
            promised_on=promised_on or (order.promise_on if order.shipped_at else None),
            dispatch_days=self.rule.dispatch_days,
            usual_days=self.usual("", order.pincode).days,
            is_all_shipped=order.is_all_shipped,
            ways=tuple(self._way(order, each) for each in parcels),
        )

    def look(self, order: Order, parcels: Sequence[Any]) -> None:
        """Let an order in hand say by when it is promised and expected, and from when on it wants looking at."""
        seen = outlook(self.facts(order, parcels))
        order.promise_on, order.expected_on, order.watch_on = (
            seen.promise_on,
            seen.expected_on,
            seen.watch_on,
        )

    def day(self, at: datetime) -> date:
        """Return the day of a moment where the shop is."""
        return at.astimezone(self.zone).date()

    def _way(self, order: Order, parcel: Any) -> Way:
        return Way(
            Moved(parcel.state),
            self.day(parcel.left_at) if parcel.left_at else None,
            self.day(parcel.heard_at) if parcel.heard_at else None,
            self.usual(parcel.courier, order.pincode).days,
        )


def foresight(pincodes: Iterable[str] = (), *, couriers: Iterable[str] | None = None) -> Foresight:
    """Return what is known of ways to some pincodes, of all couriers or of some; three statements."""
    zones = {zone_of(pincode) for pincode in pincodes} | {""}
    known = CourierFigures.objects.filter(Q(zone__in=zones))
    if couriers is not None:
        known = known.filter(courier__in={courier_key(name) for name in couriers} | {""})
    rule = DeliveryRule.objects.first() or DeliveryRule()
    zone = Store.objects.get(pk=current_store_id()).zone
    return Foresight(zone, rule, {(each.courier, each.zone): each for each in known})
