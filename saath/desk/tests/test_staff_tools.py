"""What is reckoned out beside a conversation: filled from its order, and said in the customer's language."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from saath.conversations.models import Conversation, Message
from saath.conversations.tests.builders import Desk, arrive, mail
from saath.core.clock import now
from saath.customers.models import Customer
from saath.desk.staff_tools.registry import registered
from saath.orders.actions.cash_rule import set_cash_rule
from saath.orders.actions.products import take_products
from saath.orders.data import RefundData, ScanData, ShipmentData
from saath.orders.reckoning.cash import Objection, Terms
from saath.orders.states import Moved
from saath.orders.tests.builders import NOON, make_platform, order_data, sheet, take
from saath.stores.rules import Role
from saath.stores.tests.builders import TEST, browser_of, make_colleague, make_shop
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
HTMX = {"hx-request": "true"}


@pytest.fixture
def about(desk: Desk, conversation: Conversation) -> Conversation:
    """Return the conversation of a customer who has bought a sheet and two pillows, with ten percent off."""
    with store_scope(desk.store_id):
        back = RefundData("R1", 63_000, NOON, lines=(("L2", 1),))
        take(make_platform(), order_data(total_minor=265_630, shipping_minor=4_900, refunds=(back,)))
        Customer.objects.update(language="en")
    return conversation


def tool(browser: Client, conversation: Conversation, key: str, **given: str | int) -> str:
    address = reverse("desk:staff_tool", args=[conversation.public_id, key])
    asked: dict[str, str | int] = {"go": "1", **given} if given else {}
    return browser.get(address, asked, headers=HTMX).content.decode()


def test_the_list_has_every_tool_for_a_colleague_and_for_a_reader(
    desk: Desk, colleague: Client, conversation: Conversation
) -> None:
    address = reverse("desk:staff_tools", args=[conversation.public_id])
    shown = colleague.get(address, headers=HTMX).content.decode()
    assert all(f"/tools/{each.key}/" in shown for each in registered())
    reader = browser_of(make_colleague(desk.shop, "hemal@example.com", Role.READER), desk.shop)
    assert reader.get(address).status_code == 200
    assert "Put it into the reply" not in tool(
        reader, conversation, "coupon", price="100", kind="fixed", value="10"
    )


def test_people_of_another_shop_and_strangers_see_no_tool(desk: Desk, conversation: Conversation) -> None:
    there = make_shop("another")
    outsider = browser_of(make_colleague(there, "kiran@example.com"), there)
    for address in (
        reverse("desk:staff_tools", args=[conversation.public_id]),
        reverse("desk:staff_tool", args=[conversation.public_id, "refund"]),
    ):
        assert outsider.get(address).status_code == 404
        assert browser_of(None, desk.shop).get(address).status_code == 302


def test_a_tool_that_does_not_exist_is_not_found(colleague: Client, conversation: Conversation) -> None:
    assert colleague.get(reverse("desk:staff_tool", args=[conversation.public_id, "luck"])).status_code == 404


def test_a_refund_is_filled_with_what_is_left_of_the_order(colleague: Client, about: Conversation) -> None:
    shown = tool(colleague, about, "refund")
    assert "For order PT-20411" in shown
    # All that was paid, without one of the two pillows, for which money went back already.
    assert "₹2,026.30" in shown
    assert "share of what was taken off" in shown


def test_a_refund_is_said_to_the_customer_in_their_language(
    desk: Desk, colleague: Client, about: Conversation
) -> None:
    with store_scope(desk.store_id):
        Customer.objects.update(language="gu")
    assert "અમે તમને ₹2,026.30 પાછા આપીશું" in tool(colleague, about, "refund")


def test_without_an_order_a_refund_asks_for_it(colleague: Client, conversation: Conversation) -> None:
    assert "which order it is about" in tool(colleague, conversation, "refund", with_shipping="on")


def test_a_price_with_its_coupon_and_what_was_written_wrong(colleague: Client, about: Conversation) -> None:
    shown = tool(colleague, about, "coupon", price="2000", kind="percent", value="20", cap="300", gst="5")
    assert "With the coupon it is ₹1,700.00 instead of ₹2,000.00." in shown
    assert "₹80.95" in shown
    assert 'role="alert"' in tool(colleague, about, "coupon", price="2000", kind="percent", value="120")


def test_a_sheet_is_filled_from_the_order_and_laid_on_the_mattress(
    colleague: Client, about: Conversation
) -> None:
    assert 'value="108"' in tool(colleague, about, "sheet")
    given: dict[str, str | int] = {
        "mattress_width": 72,
        "mattress_length": 78,
        "height": 8,
        "mattress_unit": "in",
    }
    shown = tool(colleague, about, "sheet", **given, sheet_width=108, sheet_length=108, sheet_unit="in")
    assert "It fits" in shown
    assert "18 in (45.7 cm)" in shown


def test_cash_at_the_door_is_against_the_rule_with_reasons(
    desk: Desk, colleague: Client, about: Conversation
) -> None:
    assert "no rule of its own" in tool(colleague, about, "cash")
    back = ShipmentData("S9", "Raftaar", "RF9", scans=(ScanData(NOON, Moved.RTO_DELIVERED),))
    with store_scope(desk.store_id):
        take(make_platform("second"), order_data("9", shipments=(back,)))
        set_cash_rule(TEST, terms=Terms(most_minor=100_000, not_at=("45",), most_refused=1))
    shown = tool(colleague, about, "cash", pincode="452010", amount="2656.30")
    assert "No cash on delivery" in shown
    assert all(str(Objection(each).label) in unescape(shown) for each in ("pincode", "amount", "refused"))
    assert "PT-20419" in shown
    assert "Sorry, this order cannot be paid at the door" in shown


def test_two_products_stand_side_by_side(desk: Desk, colleague: Client, conversation: Conversation) -> None:
    with store_scope(desk.store_id):
        take_products(TEST, make_platform(), told=[sheet(), sheet(key="2", title="Sukoon pillow")])
    shown = tool(colleague, conversation, "compare", first="bedsheet", second="pillow")
    assert "Sukoon pillow" in shown.partition("worked")[2]
    assert "In stock" in shown
    assert "No other product" in tool(colleague, conversation, "compare", first="pillow", second="umbrella")


def test_a_delivery_is_reckoned_by_what_is_known_and_says_where_that_is_little(
    colleague: Client, about: Conversation
) -> None:
    assert 'value="452010"' in tool(colleague, about, "delivery")
    day = (now() + timedelta(days=1)).date().isoformat()
    shown = tool(colleague, about, "delivery", pincode="452 010", courier="Raftaar", leaves_on=day)
    assert "Too little is known of this way yet" in shown
    assert "We have sent too little to your area to be sure" in shown
    assert "six digits" in tool(colleague, about, "delivery", pincode="4520", leaves_on=day)


def test_figures_of_an_order_take_a_second_press_where_nobody_proved_who_writes(
    desk: Desk, colleague: Client, about: Conversation
) -> None:
    unproved = tool(colleague, about, "refund")
    assert "I know who it is: put it in" in unproved
    assert unproved.index("<details") < unproved.index("data-type")
    price = tool(colleague, conversation_without_order(desk), "coupon", price="100", kind="fixed", value="10")
    assert "I know who it is" not in price
    with store_scope(desk.store_id):
        Message.objects.update(is_sender_proved=True)
    proved = tool(colleague, about, "refund")
    assert "data-type" in proved
    assert "I know who it is" not in proved


def conversation_without_order(desk: Desk) -> Conversation:
    arrive(mail("What does it cost?", sender="Lata <lata@example.in>"), mail_from="lata@example.in")
    with store_scope(desk.store_id):
        return Conversation.objects.get(identity__key="lata@example.in")
