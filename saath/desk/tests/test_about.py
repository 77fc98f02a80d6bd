"""The order that a conversation is about stands beside it: guessed with its reason, or chosen in one press."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from saath.conversations.actions.about import say_order
from saath.conversations.models import Conversation, Message
from saath.conversations.tests.builders import Desk, only_conversation
from saath.orders.data import BuyerData
from saath.orders.models import Order
from saath.orders.tests.builders import make_platform, order_data, take, whole_order
from saath.stores.rules import Role
from saath.stores.tests.builders import TEST, browser_of, make_colleague
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

pytestmark = pytest.mark.django_db
# Eleven of the pane as it was without orders, and seven for what was bought and where it is.
MOST_STATEMENTS = 30
HTMX = {"hx-request": "true"}


@pytest.fixture
def asked(desk: Desk, conversation: Conversation) -> Conversation:
    """Return the conversation of a customer who has bought twice."""
    with store_scope(desk.store_id):
        take(make_platform(), whole_order(), order_data("2", total_minor=12_345_600))
    return conversation


@pytest.fixture
def browser(colleague: Client) -> Client:
    return colleague


def pane(browser: Client, conversation: Conversation) -> str:
    address = reverse("desk:customer", args=["now", conversation.public_id])
    return browser.get(address, headers={"hx-request": "true"}).content.decode()


def choose(browser: Client, conversation: Conversation, **given: str) -> str:
    address = reverse("desk:about", args=[conversation.public_id])
    return browser.post(address, given, headers={"hx-request": "true"}).content.decode()


def test_the_likely_order_stands_beside_the_conversation_with_its_reason(
    desk: Desk, browser: Client, asked: Conversation
) -> None:
    shown = pane(browser, asked)
    assert "Likely about" in shown
    assert "PT-20411" in shown
    assert "On its way" in shown
    assert "It has not arrived yet" in shown
    assert "Raftaar RF88213" in shown
    assert "₹1,26,253.00" in shown


def test_another_one_is_chosen_by_one_press_and_taken_back(
    desk: Desk, browser: Client, asked: Conversation
) -> None:
    shown = choose(browser, asked, number="pt 20412")
    assert "PT-20412" in shown.partition("<details")[0]
    assert "Chosen by a colleague" in shown
    with store_scope(desk.store_id):
        assert Event.objects.filter(kind="conversation.about").count() == 1
    again = browser.post(
        reverse("desk:about_again", args=[asked.public_id]), headers={"hx-request": "true"}
    ).content.decode()
    assert "Likely about" in again


def test_a_number_that_nobody_knows_is_said_and_changes_nothing(
    desk: Desk, browser: Client, asked: Conversation
) -> None:
    shown = choose(browser, asked, number="PT-99999")
    assert "No order has this number" in shown
    assert 'value="PT-99999"' in shown
    with store_scope(desk.store_id):
        assert only_conversation().order_id is None


def test_the_order_of_somebody_else_says_so(desk: Desk, browser: Client, asked: Conversation) -> None:
    with store_scope(desk.store_id):
        ramesh = BuyerData("9", "Ramesh Yadav", "ramesh@example.in")
        take(make_platform("second.example"), order_data("7", buyer=ramesh))
    assert "This is an order of Ramesh Yadav." in choose(browser, asked, number="PT-20417")
    assert "One of them wrote about order PT-20417" in pane(browser, asked)


def test_the_undo_of_a_choice_gives_back_that_the_customer_said_it(
    desk: Desk, browser: Client, asked: Conversation
) -> None:
    with store_scope(desk.store_id):
        said = Order.objects.get(number="PT-20412")
        say_order(TEST, Message.objects.get(), order=said)
    choose(browser, asked, number="PT-20411")
    undo = reverse("desk:about_again", args=[asked.public_id])
    assert "Chosen by the customer" in browser.post(f"{undo}?order={said.public_id.hex}", headers=HTMX).text


def test_who_only_reads_sees_it_and_changes_nothing(desk: Desk, asked: Conversation) -> None:
    reader = browser_of(make_colleague(desk.shop, "hemal@example.com", Role.READER), desk.shop)
    assert "PT-20411" in pane(reader, asked)
    address = reverse("desk:about", args=[asked.public_id])
    assert reader.post(address, {"number": "PT-20412"}).status_code == 403
    assert browser_of(None, desk.shop).post(address, {"number": "PT-20412"}).status_code == 302


def test_what_the_pane_asks_does_not_grow(
    desk: Desk,
    browser: Client,
    asked: Conversation,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with store_scope(desk.store_id):
        take(make_platform("third.example"), *(order_data(str(key)) for key in range(10, 40)))
    with django_assert_max_num_queries(MOST_STATEMENTS):
        pane(browser, asked)


def test_nothing_is_said_of_orders_where_there_are_none(browser: Client, conversation: Conversation) -> None:
    assert 'id="about"' not in pane(browser, conversation)


@pytest.mark.parametrize("given", ["nonsense", "01a20631-a600-70ec-8bf7-47dbec110f05"])
def test_what_is_no_order_is_not_found_and_changes_nothing(
    desk: Desk, browser: Client, asked: Conversation, given: str
) -> None:
    choose(browser, asked, number="PT-20412")
    address = reverse("desk:about_again", args=[asked.public_id])
    assert browser.post(f"{address}?order={given}").status_code == 404
    with store_scope(desk.store_id):
        order = only_conversation().order
        assert order is not None
        assert order.number == "PT-20412"
