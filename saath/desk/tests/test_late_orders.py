"""Orders are found and looked at, and the late ones are told with what is to be done."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from http import HTTPStatus
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from saath.conversations.models import Conversation
from saath.conversations.tests.builders import Desk
from saath.customers.models import Customer
from saath.orders.data import BuyerData
from saath.orders.models import DeliveryRule, Order
from saath.orders.tests.builders import make_platform, order_data, take, whole_order
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
TOO_LATE = datetime(2026, 12, 2, 6, tzinfo=UTC)


@pytest.fixture
def orders(desk: Desk, conversation: Conversation) -> Desk:
    """Return a shop with two orders: of somebody who wrote, and of somebody who did not."""
    with store_scope(desk.store_id):
        other = BuyerData(name="Bhavna", email="bhavna@example.in")
        take(make_platform(), whole_order(), order_data("2", buyer=other))
    return desk


def page(browser: Client, name: str, **query: str) -> str:
    return browser.get(reverse(f"desk:{name}"), query).content.decode()


def test_orders_are_found_by_number_parcel_address_and_state(orders: Desk, colleague: Client) -> None:
    everything = page(colleague, "orders")
    assert "PT-20411" in everything
    assert "PT-20412" in everything
    for written, number in {
        "20412": "PT-20412",
        "#pt 20411": "PT-20411",
        "rf-88213": "PT-20411",
        "bhavna@example.in": "PT-20412",
    }.items():
        found = page(colleague, "orders", q=written)
        assert [each for each in ("PT-20411", "PT-20412") if each in found] == [number]
    assert "PT-20411" not in page(colleague, "orders", state="confirmed")
    assert "No order was found" in page(colleague, "orders", q="9999")


def test_late_orders_tell_why_and_lead_to_the_customer(orders: Desk, colleague: Client) -> None:
    with time_machine.travel(TOO_LATE):
        shown = page(colleague, "late_orders")
    assert "2 orders are late" in shown
    assert "It has not been dispatched" in shown
    assert "Nothing is heard of the parcel" in shown
    (link,) = re.findall(r"write/\?order=([0-9a-f-]{36})", shown)
    with store_scope(orders.store_id):
        assert str(Order.objects.get(number="PT-20412").public_id) == link
    assert "No order is late" in page(colleague, "late_orders")


def test_a_letter_about_a_late_order_begins_with_who_bought_it_and_its_number(
    orders: Desk, colleague: Client
) -> None:
    with store_scope(orders.store_id):
        order = Order.objects.select_related("customer").get(number="PT-20412")
        Customer.objects.filter(pk=order.customer_id).update(language="gu", language_evidence="staff")
    letter = page(colleague, "write", order=str(order.public_id))
    for begun in (
        "bhavna@example.in",
        "Bhavna",
        "તમારો ઓર્ડર PT-20412",
        '<option value="gu" lang="gu" selected>',
    ):
        assert begun in letter, begun
    for unknown in ("x", str(uuid4())):
        assert colleague.get(reverse("desk:write"), {"order": unknown}).status_code == HTTPStatus.NOT_FOUND


def test_who_leads_sets_the_rule_and_nobody_else(orders: Desk, colleague: Client) -> None:
    address = reverse("desk:delivery_rule")
    manager = browser_of(make_colleague(orders.shop, "lead@example.in", role=Role.MANAGER), orders.shop)
    wrong = manager.post(address, {"dispatch_days": "0", "courier_days": "4"})
    assert wrong.status_code == 422
    assert "1 to 60" in wrong.content.decode()
    assert manager.post(address, {"dispatch_days": "1", "courier_days": "4"}).status_code == 302
    reader = browser_of(make_colleague(orders.shop, "read@example.in", role=Role.READER), orders.shop)
    assert reader.post(address, {"dispatch_days": "3", "courier_days": "4"}).status_code == 403
    with store_scope(orders.store_id):
        assert str(DeliveryRule.objects.get()) == "1 + 4 days"
