"""Orders come in again and again, in any order, and are what the platform last said of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from saath.customers.models import Customer, Identity, Suggestion
from saath.customers.movers import Shift
from saath.orders.actions.parcels import hear_of_parcel
from saath.orders.actions.take import Taken, take_orders
from saath.orders.data import BuyerData, RefundData, ReturnData, ScanData, ShipmentData
from saath.orders.following import ORDERS
from saath.orders.models import Connection, CustomerFigures, Line, Order, Refund, Return, Scan, Shipment
from saath.orders.states import Moved, ReturnState, State
from saath.orders.tests.builders import INDORE, NOON, PILLOWS, SHEET, SUNITA, make_platform, order_data, take
from saath.stores.tests.builders import TEST
from saath.timeline.models import Event

pytestmark = pytest.mark.django_db
PARCEL = ShipmentData("S1", "Raftaar", "RF 88213", scans=(ScanData(NOON, Moved.PICKED_UP, "Picked up"),))


def kinds() -> list[str]:
    return list(Event.objects.filter(kind__startswith="order").order_by("id").values_list("kind", flat=True))


def test_a_new_order_is_there_with_all_that_is_in_it(platform: Connection) -> None:
    assert take(platform, order_data(shipments=(PARCEL,))) == Taken(new=1)
    order = Order.objects.get()
    assert (order.number, order.number_key, order.pincode) == ("PT-20411", "pt20411", "452010")
    assert (order.state, order.first_title, order.pieces) == (State.SHIPPED, "Neelambari bedsheet King", 3)
    assert (order.total.format("gu"), order.due.minor, order.method) == ("₹2,897.00", 0, "upi")
    assert order.customer.name == "Sunita Verma"
    assert (order.email_key, order.phone_key) == ("sunita@example.in", "+919825012345")
    assert [str(line) for line in Line.objects.order_by("place")] == [
        "1 × Neelambari bedsheet",
        "2 × Sukoon pillow",
    ]
    assert Shipment.objects.get().awb_key == "rf88213"
    assert kinds() == ["order.placed"]


def test_the_same_again_changes_nothing_and_tells_nobody(platform: Connection) -> None:
    take(platform, order_data(shipments=(PARCEL,)))
    assert take(platform, order_data(shipments=(PARCEL,))) == Taken(same=1)
    assert kinds() == ["order.placed"]
    assert (Order.objects.count(), Line.objects.count(), Scan.objects.count()) == (1, 2, 1)


def test_who_knows_nothing_of_returns_leaves_them_and_who_does_decides(platform: Connection) -> None:
    asked = ReturnData("T1", ReturnState.ASKED, NOON, lines=(("L2", 1),))
    take(platform, order_data(hours=1, returns=(asked,)))
    take(platform, order_data(hours=2, total_minor=210_000))
    assert Return.objects.get().state == ReturnState.ASKED
    approved = replace(asked, state=ReturnState.APPROVED)
    take(platform, order_data(hours=2, total_minor=210_000, returns=(approved,)))
    assert Return.objects.get().state == ReturnState.APPROVED
    take(platform, order_data(hours=1, returns=(asked,)))
    assert Return.objects.get().state == ReturnState.APPROVED
    take(platform, order_data(hours=3, returns=()))
    assert not Return.objects.exists()


def test_what_changed_changes_and_keeps_its_id(platform: Connection) -> None:
    take(platform, order_data(shipments=(PARCEL,)))
    before = {line.key: line.pk for line in Line.objects.all()}
    dearer = replace(PILLOWS, quantity=3)
    assert take(platform, order_data(hours=1, lines=(dearer,), total_minor=210_000)) == Taken(changed=1)
    line = Line.objects.get()
    assert (line.pk, line.quantity) == (before["L2"], 3)
    assert not Shipment.objects.there().exists()
    changed = Event.objects.get(kind="order.changed").changed
    assert {"total_minor", "state", "first_title"} <= set(changed)
    assert not {"version", "digest"} & set(changed)


def test_an_older_telling_changes_nothing(platform: Connection) -> None:
    take(platform, order_data(hours=2, total_minor=100))
    assert take(platform, order_data(hours=1)) == Taken(same=1)
    assert Order.objects.get().total_minor == 100


def test_of_two_tellings_of_one_moment_the_same_one_stands_whichever_came_first(platform: Connection) -> None:
    one, other = order_data(total_minor=100), order_data(total_minor=200)
    second = make_platform("second.example")
    take(platform, one)
    take(platform, other)
    take(second, other)
    take(second, one)
    assert len(set(Order.objects.values_list("total_minor", flat=True))) == 1


def test_the_newest_of_several_in_one_go_stands(platform: Connection) -> None:
    assert take(platform, order_data(hours=3, total_minor=3), order_data(hours=1)) == Taken(new=1)
    assert Order.objects.get().total_minor == 3


def test_figures_go_along(platform: Connection) -> None:
    take(platform, order_data("1"), order_data("2", total_minor=50_000))
    refund = RefundData("R1", 10_000, NOON + timedelta(hours=1))
    take(platform, order_data("2", hours=1, total_minor=50_000, refunds=(refund,)))
    figures = CustomerFigures.objects.get()
    assert (figures.orders, figures.spent_minor, figures.refunded_minor) == (2, 329_700, 10_000)
    take(platform, order_data("1", hours=2, cancelled_at=NOON + timedelta(hours=2)))
    figures.refresh_from_db()
    assert (figures.orders, figures.spent_minor, figures.cancelled) == (1, 40_000, 1)
    assert Refund.objects.get().amount_minor == 10_000


def test_currencies_are_counted_apart(platform: Connection) -> None:
    take(platform, order_data("1"), order_data("2", currency="usd", total_minor=900))
    spent = CustomerFigures.objects.values_list("currency", "spent_minor")
    assert dict(spent) == {"INR": 289_700, "USD": 900}


def test_who_is_known_by_the_address_is_the_same_customer(platform: Connection) -> None:
    take(platform, order_data("1", buyer=replace(SUNITA, key="")))
    take(platform, order_data("2"))
    assert Customer.objects.count() == 1
    assert set(Identity.objects.values_list("namespace", "key")) == {
        ("email", "sunita@example.in"),
        (platform.namespace, "501"),
    }
    assert not Identity.objects.exclude(proved_at=None).exists()


def test_an_account_is_surer_than_an_address_that_is_somebody_elses(platform: Connection) -> None:
    take(platform, order_data("1"), order_data("2", buyer=BuyerData("777", "Ramesh", "ramesh@example.in")))
    take(platform, order_data("3", buyer=BuyerData("777", "Ramesh", "sunita@example.in")))
    by_order = dict(Order.objects.values_list("key", "customer__name"))
    assert by_order == {"1": "Sunita Verma", "2": "Ramesh", "3": "Ramesh"}
    assert Identity.objects.get(key="sunita@example.in").customer.name == "Sunita Verma"


def test_a_number_is_who_they_are_only_where_nothing_else_is(platform: Connection) -> None:
    take(platform, order_data("1", buyer=BuyerData("", "Sunita", "", "98250 12345")))
    take(platform, order_data("2", buyer=BuyerData("", "Her son", "son@example.in", "98250 12345")))
    take(platform, order_data("3", buyer=BuyerData("", "Sunita V", "", "+919825012345")))
    assert dict(Order.objects.values_list("key", "customer__name")) == {
        "1": "Sunita",
        "2": "Her son",
        "3": "Sunita",
    }


def test_who_gave_nothing_is_somebody_new_each_time_and_the_same_on_the_same_order(
    platform: Connection,
) -> None:
    for hours in (0, 1):
        take(platform, *(order_data(key, hours=hours, buyer=BuyerData()) for key in "12"))
    assert Customer.objects.count() == 2


def test_history_is_one_event_and_greets_nobody(platform: Connection) -> None:
    take_orders(TEST, platform, told=[order_data("1"), order_data("2")], is_history=True)
    assert Order.objects.count() == 2
    assert list(Event.objects.exclude(kind="connection.made").values_list("kind", flat=True)) == [
        "orders.brought"
    ]


def test_a_courier_moves_the_order_in_any_order_of_scans(platform: Connection) -> None:
    take(platform, order_data(shipments=(PARCEL,)))
    tried = ScanData(NOON + timedelta(hours=9), Moved.ATTEMPTED, "Address not found", "Indore")
    out = ScanData(NOON + timedelta(hours=5), Moved.OUT_FOR_DELIVERY, "", "Indore")
    [order] = hear_of_parcel(TEST, awb="rf-88213", scans=[tried])
    hear_of_parcel(TEST, awb="RF88213", scans=[out, tried])
    order.refresh_from_db()
    assert (order.state, order.shipped_at) == (State.ATTEMPTED, NOON)
    assert Scan.objects.count() == 3
    assert kinds() == ["order.placed", "order.changed"]


def test_a_parcel_that_came_back_was_not_spent(platform: Connection) -> None:
    take(platform, order_data(shipments=(PARCEL,)))
    hear_of_parcel(TEST, awb="RF88213", scans=[ScanData(NOON + timedelta(days=4), Moved.RTO_DELIVERED)])
    assert Order.objects.get().state == State.RETURNED
    figures = CustomerFigures.objects.get()
    assert (figures.orders, figures.spent_minor, figures.returned) == (1, 0, 1)


def test_a_delivered_order_says_when(platform: Connection) -> None:
    at = NOON + timedelta(days=2)
    take(platform, order_data(shipments=(PARCEL,)))
    hear_of_parcel(TEST, awb="RF88213", scans=[ScanData(at, Moved.DELIVERED)])
    order = Order.objects.get()
    assert (order.state, order.delivered_at) == (State.DELIVERED, at)


def test_the_platform_does_not_take_back_what_the_courier_said(platform: Connection) -> None:
    take(platform, order_data(shipments=(PARCEL,)))
    hear_of_parcel(TEST, awb="RF88213", scans=[ScanData(NOON + timedelta(days=1), Moved.DELIVERED)])
    take(platform, order_data(hours=48, shipments=(replace(PARCEL, url="https://courier.example/RF88213"),)))
    assert Order.objects.get().state == State.DELIVERED
    assert Shipment.objects.get().url


def test_nobody_knows_a_parcel_without_a_number(platform: Connection) -> None:
    take(platform, order_data(shipments=(replace(PARCEL, awb=""),)))
    assert hear_of_parcel(TEST, awb="", scans=[ScanData(NOON, Moved.LOST)]) == []


def test_what_is_too_long_or_cannot_be_stored_is_cut_and_nothing_breaks(platform: Connection) -> None:
    long = replace(SHEET, title="a\x00b" * 500, sku="s" * 500)
    take(platform, order_data(lines=(long,), cancel_reason="x" * 900, buyer=replace(SUNITA, name="n" * 900)))
    assert len(Line.objects.get().title) == 300


@pytest.mark.parametrize("hours", [(1, 2, 0), (2, 1, 0), (1, 2, 2), (2, 2, 1)])
def test_a_refund_is_of_the_earliest_time_that_any_telling_gives_it(
    platform: Connection, hours: tuple[int, int, int]
) -> None:
    first, then, made = hours
    for told, at in ((first, first), (then, then), (2, made)):
        refund = RefundData("R1", 10_000, NOON + timedelta(hours=at))
        take(platform, order_data(hours=told, refunds=(refund,)))
    assert Refund.objects.get().at == NOON + timedelta(hours=min(made, first, then))


def test_orders_go_where_who_placed_them_goes(platform: Connection) -> None:
    take(platform, order_data("1"), order_data("2", buyer=BuyerData("777", "Ramesh")))
    ramesh, sunita = Customer.objects.get(name="Ramesh"), Customer.objects.get(name="Sunita Verma")
    theirs = [identity.pk for identity in ramesh.identities.all()]
    ORDERS.follow(Shift(ramesh, sunita, theirs))
    assert not Order.objects.filter(customer=ramesh).exists()
    figures = dict(CustomerFigures.objects.values_list("customer", "spent_minor"))
    assert figures == {ramesh.pk: 0, sunita.pk: 579_400}


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", " data:text/html,x", "//", "https://[", "ftp://x.example/y"]
)
def test_what_a_platform_calls_a_link_leads_to_the_web_or_nowhere(platform: Connection, url: str) -> None:
    take(platform, order_data(url=url, shipments=(replace(PARCEL, url=url),)))
    assert (Order.objects.get().url, Shipment.objects.get().url) == ("", "")


def test_one_telephone_or_one_name_at_one_place_makes_a_suggestion_and_no_more(platform: Connection) -> None:
    verma = BuyerData(key="777", name="S Verma", email="verma@example.in", phone="98250 12345")
    elsewhere = replace(INDORE, pincode="380015")
    third = BuyerData(key="778", name="Sunita", email="third@example.in")
    take(platform, order_data("1", address=elsewhere))
    take(platform, order_data("2", buyer=verma, address=replace(INDORE, name="S Verma")))
    assert [each.evidence for each in Suggestion.objects.all()] == [[["telephone", "+919825012345"]]]
    take(platform, order_data("3", buyer=third, address=replace(elsewhere, name="sunita verma")))
    found = Suggestion.objects.latest("pk").evidence
    assert found == [["place", "sunita verma, 380015"]]
    assert Customer.objects.filter(merged_into=None).count() == 3
