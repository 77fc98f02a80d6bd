"""Whatever was delivered, lost, late or twice: after asking, the rows are those that asking alone would have made."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saath.orders.connectors.stand_ins.server import as_json
from saath.orders.connectors.tests.recordings.woocommerce import SAID
from saath.orders.connectors.woocommerce import WooCommerce
from saath.orders.data import OrderData
from saath.orders.models import CustomerFigures, Line, Order, Payment, Refund, Shipment
from saath.orders.tests.builders import make_platform, take
from saath.stores.tests.builders import make_shop
from saath.tenancy.scope import store_scope

START = datetime.fromisoformat("2026-11-20T06:30:00")
shops = count()


def version(number: int, hour: int, *, refunds: int, sent: bool, status: str, dated: bool) -> OrderData:
    """Return an order as it stood at an hour, as its webhook tells of it or, `dated`, as the API does."""
    back = [
        {
            "id": each,
            "total": f"-{10 * (each + 1)}.00",
            "date_created_gmt": f"{START + timedelta(hours=each):%FT%T}",
        }
        for each in range(refunds)
    ]
    order = {
        **deepcopy(SAID),
        "id": number,
        "status": status,
        "date_modified_gmt": f"{START + timedelta(hours=hour):%FT%T}",
        "meta_data": SAID["meta_data"] if sent else [],
        "refunds": back if dated else [{"id": each["id"], "total": each["total"]} for each in back],
    }
    (heard,) = WooCommerce().parse({}, as_json(order))
    assert isinstance(heard, OrderData)
    return heard


@st.composite
def lives(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw the life of an order: what was given back stays so, what was sent is not unsent."""
    refunds, sent, told = 0, False, []
    for hour in range(draw(st.integers(1, 4))):
        refunds += draw(st.integers(0, 1))
        sent = sent or draw(st.booleans())
        status = draw(st.sampled_from(["processing", "completed", "cancelled", "on-hold"]))
        told.append({"hour": hour + 4, "refunds": refunds, "sent": sent, "status": status})
    return told


def rows_after(told: Sequence[OrderData]) -> object:
    """Return all that a new shop knows after hearing this."""
    with store_scope(make_shop(f"mixed-{next(shops)}").store.pk):
        platform = make_platform()
        for each in told:
            take(platform, each)
        orders = Order.objects.order_by("key").values_list(
            "key", "version", "digest", "state", "refunded_minor", "cancelled_at"
        )
        return (
            list(orders),
            list(Refund.objects.order_by("order__key", "key").values_list("key", "amount_minor", "at")),
            list(Line.objects.order_by("order__key", "key").values_list("key", "quantity")),
            list(Payment.objects.order_by("order__key", "key").values_list("key", "state")),
            list(Shipment.objects.order_by("order__key", "key").values_list("key", "state")),
            list(CustomerFigures.objects.values_list("orders", "spent_minor", "refunded_minor", "cancelled")),
        )


@given(both=st.tuples(lives(), lives()), data=st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_mixture_of_delivering_and_asking_ends_in_the_same_rows(
    db: None, both: tuple[list[dict[str, Any]], ...], data: st.DataObject
) -> None:
    delivered = [version(number, dated=False, **each) for number, life in enumerate(both, 1) for each in life]
    asked = [version(number, dated=True, **life[-1]) for number, life in enumerate(both, 1)]
    some = data.draw(st.lists(st.sampled_from(delivered), max_size=8))
    mixed = data.draw(st.permutations([*some, *asked]))
    assert rows_after(mixed) == rows_after(asked)
