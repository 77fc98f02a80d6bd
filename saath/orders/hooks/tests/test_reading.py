"""What becomes of deliveries: taken in, waiting, for a person, failed and read again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saath.core.clock import now
from saath.core.errors import Conflict
from saath.jobs.errors import LeaseLost
from saath.jobs.models import Job
from saath.orders.actions import hear
from saath.orders.actions.connections import keep_credentials
from saath.orders.actions.hear import read_again, settle_asked
from saath.orders.actions.take import take_orders
from saath.orders.connectors import registry
from saath.orders.connectors.base import Headers, Heard
from saath.orders.connectors.registry import connector_keys
from saath.orders.connectors.shopify import Shopify
from saath.orders.connectors.tests.contract import recording_of
from saath.orders.hooks.tests.doors import HOST, Door, open_door, read
from saath.orders.jobs import look_after_connections, read_deliveries
from saath.orders.models import Connection, CustomerFigures, Line, Order, Received, Refund, Scan, Shipment
from saath.stores.tests.builders import TEST, make_shop
from saath.tenancy.models import Domain, Store
from saath.tenancy.scope import store_scope

SAID = recording_of("shopify")
PARCEL = recording_of("aftership")
REFUND = {
    "id": 8801,
    "order_id": 5501,
    "created_at": "2026-11-20T12:00:00+05:30",
    "refund_line_items": [],
    "transactions": [{"kind": "refund", "status": "success", "amount": "99.00", "currency": "INR"}],
}


def states() -> list[str]:
    return list(Received.objects.order_by("id").values_list("state", flat=True))


def test_parcel_that_nobody_knows_waits_for_its_order(shopify: Door) -> None:
    courier = open_door("aftership")
    assert courier.tell(PARCEL.said) == 200
    read()
    assert (states(), Scan.objects.count()) == (["waiting"], 0)
    order = {**SAID.said, "fulfillments": [{"id": 1, "tracking_number": "RF88213", "status": "success"}]}
    assert shopify.tell(order, dict(SAID.headers)) == 200
    read()
    assert states() == ["taken", "taken"]
    assert Scan.objects.count() == 3


def test_refund_that_is_told_alone_is_written_once(shopify: Door) -> None:
    headers = {"X-Shopify-Topic": "refunds/create"}
    shopify.tell(REFUND, headers)
    read()
    assert states() == ["waiting"]
    shopify.tell({**SAID.said, "refunds": []}, dict(SAID.headers))
    shopify.tell({**REFUND, "note": "again"}, headers)
    read()
    assert states() == ["taken"] * 3
    assert Refund.objects.get().amount_minor == 9_900
    assert CustomerFigures.objects.get().refunded_minor == 9_900


def test_what_cannot_be_read_is_kept_and_read_again_when_a_person_says_so(shopify: Door) -> None:
    shopify.tell({**SAID.said, "currency": "?"}, dict(SAID.headers))
    shopify.tell({**SAID.said, "id": 1}, dict(SAID.headers) | {"X-Shopify-Event-Id": "2"})
    read()
    assert states() == ["failed", "taken"]
    row = Received.objects.get(state="failed")
    assert (row.reason, row.try_at) == ("unreadable", None)
    assert read_again(TEST, shopify.connection) == 1
    read()
    row.refresh_from_db()
    assert (row.state, row.tries) == ("failed", 2)


class Faulty(Shopify):
    """A connector with a fault of ours: it may raise `Unreadable` and nothing else."""

    def parse(self, headers: Headers, body: bytes) -> tuple[Heard, ...]:
        """Break on one order."""
        if b'"id": 1,' in body:
            raise ZeroDivisionError
        return super().parse(headers, body)


def test_one_that_breaks_its_connector_is_set_aside_and_the_others_go_on(
    shopify: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "BUILT_IN", {"shopify": f"{__name__}.Faulty"})
    for key in (1, 2):
        shopify.tell({**SAID.said, "id": key}, {"X-Shopify-Event-Id": str(key)})
    read()
    assert states() == ["failed", "taken"]
    failed = Received.objects.get(state="failed")
    assert (failed.reason, failed.detail) == ("broken", "ZeroDivisionError")
    assert failed.try_at is not None
    monkeypatch.undo()
    with time_machine.travel(now() + timedelta(minutes=6)):
        look_after_connections.enqueue()
        read()
    assert states() == ["taken", "taken"]


def test_a_letter_of_five_thousand_digits_is_no_letter_and_no_end_of_the_queue(store: Store) -> None:
    woo, said = open_door("woocommerce", "https://shop.example"), recording_of("woocommerce")
    lines = [{**line, "name": "Pillow &#" + "9" * 5000} for line in said.said["line_items"]]
    woo.tell({**said.said, "line_items": lines}, dict(said.headers))
    woo.tell({**said.said, "id": 2}, dict(said.headers))
    read()
    assert states() == ["taken", "taken"]
    assert Line.objects.filter(title="Pillow \ufffd").exists()


def test_one_that_breaks_us_does_not_hold_up_the_others_and_is_tried_again(
    shopify: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(actor: Any, connection: Any, *, told: Sequence[Any]) -> Any:
        if any(data.key == "1" for data in told):
            raise ZeroDivisionError
        return take_orders(actor, connection, told=told)

    monkeypatch.setattr(hear, "take_orders", broken)
    for key in (1, 2):
        shopify.tell({**SAID.said, "id": key}, {"X-Shopify-Event-Id": str(key)})
    read()
    assert states() == ["failed", "taken"]
    assert Received.objects.get(state="failed").reason == "broken"
    monkeypatch.setattr(hear, "take_orders", take_orders)
    with time_machine.travel(now() + timedelta(minutes=6)):
        look_after_connections.enqueue()
        read()
    assert states() == ["taken", "taken"]


def test_worker_that_dies_in_the_middle_leaves_all_to_the_next(
    shopify: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_given: Any) -> None:
        raise LeaseLost

    shopify.tell(SAID.said, dict(SAID.headers))
    monkeypatch.setattr(hear, "_note_heard", dies)
    with pytest.raises(LeaseLost):
        read_deliveries.func()
    assert (states(), Order.objects.count()) == (["received"], 0)
    monkeypatch.undo()
    read()
    assert (states(), Order.objects.count()) == (["taken"], 1)


def test_who_wants_to_be_forgotten_is_left_to_a_person(shopify: Door) -> None:
    headers = {"X-Shopify-Topic": "customers/redact"}
    shopify.tell({"customer": {"id": 901, "email": "sunita@example.in"}, "orders_to_redact": [5501]}, headers)
    read()
    row = Received.objects.get()
    assert (row.state, row.reason, row.about) == ("asked", "forget-customer", "sunita@example.in")
    settle_asked(TEST, row)
    assert states() == ["settled"]
    with pytest.raises(Conflict):
        settle_asked(TEST, row)


def test_removed_app_ends_what_opens_the_platform_and_goes_on_hearing(shopify: Door) -> None:
    keep_credentials(TEST, shopify.connection, credentials={"token": "shpat_1"})
    shopify.tell(
        {"id": 1, "myshopify_domain": "paanch-takiye.myshopify.com"}, {"X-Shopify-Topic": "app/uninstalled"}
    )
    read()
    connection = Connection.objects.get()
    assert (connection.failure, connection.credentials_sealed) == ("app-removed", "")
    assert shopify.tell({"shop_id": 1}, {"X-Shopify-Topic": "shop/redact"}) == 200
    read()
    assert states() == ["asked", "asked"]


shops = count()


def known_after(told: Sequence[tuple[str, dict[str, Any]]], *, at_once: int) -> object:
    """Return what a new shop knows after it was told so, without ids."""
    slug = f"told-{next(shops)}"
    store = make_shop(slug).store
    Domain.objects.filter(host=HOST).delete()
    Domain.objects.create(store=store, purpose=Domain.Purpose.SHOPPER, host=HOST)
    with store_scope(store.pk):
        doors = {key: open_door(key) for key in connector_keys()}
        for place, (key, said) in enumerate(told):
            headers = {**recording_of(key).headers, "X-Shopify-Event-Id": f"{place}"}
            assert doors[key].tell(said, headers, secret="neelambari-48") == 200
            if place % at_once == 0:
                read()
        read()
        orders = Order.objects.order_by("number").values_list(
            "number", "state", "digest", "refunded_minor", "delivered_at"
        )
        figures = CustomerFigures.objects.values_list("orders", "spent_minor").order_by("spent_minor")
        parcels = Shipment.objects.order_by("awb").values_list("awb", "state")
        return list(orders), list(figures), list(parcels), Scan.objects.count(), set(states())


def stories() -> list[tuple[str, dict[str, Any]]]:
    """Return what all recordings tell, an older state of an order with it."""
    told = [(key, recording_of(key).said) for key in connector_keys()]
    older = {**SAID.said, "updated_at": "2026-11-18T10:15:00+05:30", "refunds": [], "fulfillments": []}
    return [*told, ("shopify", older)]


@given(data=st.data())
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_repeats_and_another_order_change_nothing(db: None, data: st.DataObject) -> None:
    again = data.draw(st.permutations([*stories(), *stories()[:3]]))
    assert known_after(stories(), at_once=9) == known_after(again, at_once=data.draw(st.integers(1, 4)))


def test_all_shops_are_looked_after_by_one_question(
    shopify: Door,
) -> None:
    for number in range(3):
        make_shop(f"without-{number}", f"Without {number}")
    with CaptureQueriesContext(connection) as captured:
        look_after_connections.func()
    assert len([each for each in captured if "orders_connection" in each["sql"]]) == 1
    assert Job.objects.filter(task__contains="look_after_store").count() == 1


def test_who_is_forgotten_stands_in_no_delivery_any_more(shopify: Door) -> None:
    courier = open_door("aftership")
    theirs = {**SAID.said, "fulfillments": [{"id": 1, "tracking_number": "RF88213", "status": "success"}]}
    shopify.tell(theirs, dict(SAID.headers))
    courier.tell(PARCEL.said)
    bharat = {**SAID.said, "id": 2, "email": "bharat@example.in", "customer": {"id": 2}, "phone": None}
    bharat = {**bharat, "shipping_address": {"name": "Bharat"}, "billing_address": None, "fulfillments": []}
    shopify.tell(bharat, {"X-Shopify-Event-Id": "2"})
    shopify.tell(
        {"line_items": [], "order_number": 1, "email": "SUNITA@example.in"}, {"X-Shopify-Event-Id": "3"}
    )
    shopify.tell({"line_items": [], "order_number": 1, "phone": "0 98250-12345"}, {"X-Shopify-Event-Id": "4"})
    read()
    wish = {"X-Shopify-Topic": "customers/redact", "X-Shopify-Event-Id": "5"}
    data = {"X-Shopify-Topic": "customers/data_request", "X-Shopify-Event-Id": "6"}
    for headers in (wish, data):
        shopify.tell({"customer": {"id": 901, "email": "sunita@example.in"}}, headers)
    read()
    settle_asked(TEST, Received.objects.get(reason="forget-customer"))
    read()
    said = b"".join(bytes(row.body) for row in Received.objects.exclude(state="asked"))
    assert b"bharat" in said
    assert b"sunita" not in said.lower()
    assert b"RF88213" not in said
    assert b"98250" not in said
    assert [row.state for row in Received.objects.order_by("id")] == [
        "taken", "taken", "taken", "ignored", "ignored", "settled", "asked",
    ]  # fmt: skip
    forgotten = Received.objects.filter(reason="forgotten")
    assert {(row.about, row.tells_of, row.detail) for row in forgotten} == {("", "", "")}
    # The same news again is known, and what is to be done for them still says for whom.
    shopify.tell(theirs, dict(SAID.headers))
    assert Received.objects.count() == 7
    assert Received.objects.get(state="asked").about == "sunita@example.in"
    assert Order.objects.count() == 2
