"""What a customer has bought, on their page, on their timeline, and on pages of its own."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from saath.conversations.models import Conversation
from saath.conversations.tests.builders import Desk
from saath.customers.models import Customer
from saath.orders.data import BuyerData
from saath.orders.models import Order
from saath.orders.tests.builders import NOON, make_platform, order_data, take, whole_order
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
RAMESH = BuyerData("9", "Ramesh Yadav", "ramesh@example.in", "98250 99999")


@pytest.fixture
def ramesh(desk: Desk) -> Customer:
    """Return somebody who has bought twice, cancelled once, and never written."""
    with store_scope(desk.store_id):
        cancelled = order_data("9", buyer=RAMESH, cancelled_at=NOON)
        take(make_platform(), whole_order(), *(order_data(key, buyer=RAMESH) for key in "78"), cancelled)
        return Customer.objects.get(name="Ramesh Yadav")


@pytest.fixture
def sunita(desk: Desk, conversation: Conversation) -> Customer:
    """Return who has written too."""
    with store_scope(desk.store_id):
        return conversation.customer


def page(browser: Client, name: str, *args: object, **query: str) -> str:
    response = browser.get(reverse(f"desk:{name}", args=args), query)
    assert response.status_code == 200, response.status_code
    return response.text


def test_who_only_bought_is_in_the_list_and_found_by_order_address_and_telephone(
    colleague: Client, ramesh: Customer
) -> None:
    assert str(ramesh.public_id) in page(colleague, "customers")
    for words in ("pt 20417", "ramesh@example.in", "098250-99999", ramesh.reference):
        assert str(ramesh.public_id) in page(colleague, "customers", q=words)
    assert "Nobody was found" in page(colleague, "customers", q="98250 99998")


def test_their_page_adds_up_what_they_bought_and_tells_of_each_order(
    colleague: Client, ramesh: Customer
) -> None:
    shown = page(colleague, "record", ramesh.public_id)
    assert "₹5,794.00" in shown
    assert "cancelled" in shown
    assert "ordered last" in shown
    timeline = shown.partition('id="timeline-title"')[2]
    assert all(number in timeline for number in ("PT-20417", "PT-20418", "PT-20419"))


def test_a_shop_without_orders_is_led_to_where_they_come_from_by_who_may_connect_it(
    colleague: Client, desk: Desk
) -> None:
    owner = browser_of(make_colleague(desk.shop, "asha@example.com", Role.OWNER), desk.shop)
    for name in ("orders", "all_products"):
        assert reverse("connections:choose") in page(owner, name)
        assert reverse("connections:choose") not in page(colleague, name)
        assert reverse("connections:choose") not in page(owner, name, q="7KM")


def test_all_orders_and_one_order_have_a_page(colleague: Client, desk: Desk, ramesh: Customer) -> None:
    with store_scope(desk.store_id):
        order = Order.objects.get(number="PT-20411")
    assert "PT-20417" in page(colleague, "orders_of", ramesh.public_id)
    assert "PT-20411" not in page(colleague, "orders_of", ramesh.public_id)
    assert "Raftaar RF88213" in page(colleague, "order", order.public_id)


def test_the_look_before_a_merge_says_what_each_has_bought(
    colleague: Client, sunita: Customer, ramesh: Customer
) -> None:
    looked = page(colleague, "look", sunita.public_id, ramesh.public_id)
    assert "₹5,794.00" in looked
    assert "₹2,797.00" in looked
    address = reverse("desk:look", args=[sunita.public_id, ramesh.public_id])
    colleague.post(address)
    assert "₹8,591.00" in page(colleague, "record", sunita.public_id)
    assert colleague.get(reverse("desk:orders_of", args=[ramesh.public_id])).status_code == 302


@pytest.mark.parametrize(("role", "status"), [(Role.READER, 200), (None, 302)])
def test_who_may_see_orders(desk: Desk, ramesh: Customer, role: Role | None, status: int) -> None:
    member = make_colleague(desk.shop, "hemal@example.com", role) if role else None
    browser = browser_of(member, desk.shop)
    with store_scope(desk.store_id):
        order = Order.objects.get(number="PT-20417")
    assert browser.get(reverse("desk:order", args=[order.public_id])).status_code == status
    assert browser.get(reverse("desk:orders_of", args=[ramesh.public_id])).status_code == status


def test_the_list_finds_by_number_within_the_state_that_is_chosen(
    colleague: Client, ramesh: Customer
) -> None:
    assert "PT-20417" in page(colleague, "orders", q="pt 20417")
    assert (
        "PT-20417" not in page(colleague, "orders", q="pt 20417", state="cancelled").partition("</form>")[2]
    )
    assert "PT-20419" in page(colleague, "orders", q="pt 20419", state="cancelled").partition("</form>")[2]


def test_the_page_of_an_order_adds_up_and_tells_of_money_parcel_return_and_address(
    colleague: Client, desk: Desk, ramesh: Customer, django_assert_max_num_queries: Any
) -> None:
    with store_scope(desk.store_id):
        order = Order.objects.get(number="PT-20411")
    with django_assert_max_num_queries(24):
        shown = page(colleague, "order", order.public_id)
    for amount in ("1 × ₹1,497.00", "2 × ₹700.00", "₹1,400.00", "₹2,897.00", "-₹100.00"):
        assert amount in shown, amount
    for said in (
        "<span>razorpay</span> · ",
        "4321",
        "Picked up, <span>Indore",
        "12 Vijay Nagar",
        "Indore 452010",
        "Return · Asked for",
        "Torn",
    ):
        assert said in shown, said
    assert "What was done from here" not in shown


def test_their_buyer_is_written_to_from_the_order_or_answered_where_they_wrote(
    colleague: Client, desk: Desk, ramesh: Customer, sunita: Customer
) -> None:
    with store_scope(desk.store_id):
        silent, wrote = (Order.objects.get(number=number) for number in ("PT-20417", "PT-20411"))
    assert f"{reverse('desk:write')}?order={silent.public_id}" in page(colleague, "order", silent.public_id)
    assert "They wrote: open it" in page(colleague, "order", wrote.public_id)
    with store_scope(desk.store_id):
        theirs = Conversation.objects.get(customer=wrote.customer)
    colleague.post(reverse("desk:solve", args=[theirs.public_id]))
    assert "They wrote: open it" not in page(colleague, "order", wrote.public_id)
    assert "Open the conversation" in page(colleague, "order", wrote.public_id)
    reader = browser_of(make_colleague(desk.shop, "hemal@example.com", Role.READER), desk.shop)
    assert "Write to them" not in page(reader, "order", silent.public_id)
