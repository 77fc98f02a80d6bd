"""Orders: the list, one of them, those that are late, and what the shop's own programs send."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Query, Router
from pydantic import Field

from saath.api.many import Many
from saath.api.operations import reads, writes
from saath.api.request import ApiRequest
from saath.api.shapes import Input, Page, Paging, Shape, Whole
from saath.api.shapes.orders import Order, OrdersAsked, order_shape
from saath.api.shapes.sent_orders import OrderInput, OrdersInput, SentThings, order_data, sent_shape
from saath.customers.together import get_customer
from saath.orders.actions.learn import set_delivery_rule as keep_delivery_rule
from saath.orders.actions.send import send_orders as take_from_program
from saath.orders.late import couriers_compared, late_orders
from saath.orders.late import delivery_rule as kept_delivery_rule
from saath.orders.listing import find_orders, list_orders
from saath.orders.models import DeliveryRule as DeliveryRuleRow
from saath.orders.queries import get_order as find_order
from saath.orders.whole import whole_order

router = Router(tags=["orders"])
READ, WRITE = "orders:read", "orders:write"
SETTINGS_READ, SETTINGS_WRITE = "settings:read", "settings:write"


class LateAsked(Paging):
    """Those that are late, or with `soon` those that will be."""

    soon: bool = False


class LateOrder(Shape):
    """An order that is late or will be: why, since when it stands so, and who carries it."""

    order: Order
    trouble: str
    since: datetime | None
    courier: str
    days_late: int
    promised_on: date | None


class Courier(Shape):
    """How long a courier takes to a zone (the first three digits of a pincode), "" for everywhere."""

    name: str
    zone: str
    parcels: int
    dispatch_days: float
    days: int
    in_time_percent: int | None


class DeliveryRule(Shape):
    """Within how many days the shop dispatches, and how many a courier takes of whom nothing is known yet."""

    dispatch_days: int
    courier_days: int


class DeliveryRuleInput(Input):
    """Within how many days the shop dispatches, and how many a courier takes of whom nothing is known yet."""

    dispatch_days: Annotated[Whole, Field(ge=1, le=60)]
    courier_days: Annotated[Whole, Field(ge=1, le=60)]


@reads(router, "/orders", Page[Order], scope=READ)
def list_all_orders(request: ApiRequest, asked: Query[OrdersAsked]) -> Page[Order]:
    """List orders, newest first."""
    state = asked.state or ""
    if asked.q.strip():
        found = find_orders(request.actor, asked.q.strip(), state=state)
        return Page(items=[order_shape(each) for each in found[: asked.limit]], next_cursor=None)
    customer = get_customer(request.actor, asked.customer) if asked.customer else None
    page = list_orders(request.actor, state=state, customer=customer, cursor=asked.cursor, limit=asked.limit)
    return Page(items=[order_shape(each) for each in page.rows], next_cursor=page.next_cursor or None)


@reads(router, "/orders/{uuid:id}", Order, scope=READ, includes={"parts": READ})
def get_order(request: ApiRequest, id: UUID) -> Order:
    """Get an order, with all that is in it where that is included."""
    found = find_order(request.actor, id)
    parts = whole_order(request.actor, found) if "parts" in request.included else None
    return order_shape(found, parts)


@writes(
    router,
    "POST",
    "/orders/bulk",
    SentThings,
    scope=WRITE,
    many=Many("orders", OrderInput, switches=("is_history",)),
)
def send_orders(request: ApiRequest, body: OrdersInput) -> SentThings:
    """Send up to 1,000 orders, each whole and by your own `external_id`.

    All of them are kept or none, unless `partial`. With `application/x-ndjson` each is a line, and with `partial` there may be
    10,000 of them, each thousand kept by itself. Send them as often as you like and in any order: what is older than what is
    known changes nothing, and an order is the same in the end.
    """
    told = [order_data(each) for each in body.orders]
    return sent_shape(take_from_program(request.actor, told=told, is_history=body.is_history))


@reads(router, "/late-orders", Page[LateOrder], scope=READ)
def list_late_orders(request: ApiRequest, asked: Query[LateAsked]) -> Page[LateOrder]:
    """List the orders that are late, or will be, whose promise is oldest first."""
    found = late_orders(request.actor, is_soon=asked.soon, cursor=asked.cursor, limit=asked.limit)
    items = [
        LateOrder(
            order=order_shape(each.order),
            trouble=each.trouble.value,
            since=each.since,
            courier=each.courier,
            days_late=each.days_late,
            promised_on=each.order.promise_on,
        )
        for each in found.rows
    ]
    return Page(items=items, next_cursor=found.next_cursor or None)


@reads(router, "/couriers", Page[Courier], scope=READ)
def list_couriers(request: ApiRequest) -> Page[Courier]:
    """List how long couriers took, by zone, as it is learnt from parcels that came."""
    items = [
        Courier(
            name=each.name,
            zone=each.zone,
            parcels=each.parcels,
            dispatch_days=each.dispatch_days,
            days=each.days,
            in_time_percent=each.in_time_percent,
        )
        for each in couriers_compared(request.actor)
    ]
    return Page(items=items, next_cursor=None)


@reads(router, "/delivery-rule", DeliveryRule, scope=READ)
def get_delivery_rule(request: ApiRequest) -> DeliveryRule:
    """Get what the shop promises where its platform and the courier say nothing."""
    return _rule(kept_delivery_rule(request.actor))


@writes(router, "PUT", "/delivery-rule", DeliveryRule, scope=SETTINGS_WRITE)
def set_delivery_rule(request: ApiRequest, body: DeliveryRuleInput) -> DeliveryRule:
    """Say within how many days the shop dispatches and couriers deliver."""
    kept = keep_delivery_rule(request.actor, dispatch_days=body.dispatch_days, courier_days=body.courier_days)
    return _rule(kept)


def _rule(row: DeliveryRuleRow) -> DeliveryRule:
    return DeliveryRule(dispatch_days=row.dispatch_days, courier_days=row.courier_days)
