"""Choosing an order: only who is signed by the shop sees orders, only their own, and a message says which it is about."""

from __future__ import annotations

from http import HTTPStatus
from uuid import uuid4

import pytest

from saath.chat_widget.tests.test_statements import statements
from saath.chats.actions.contact import give_contact
from saath.chats.actions.secret import renew_identity_secret
from saath.chats.models import Contact
from saath.chats.queries.visitors import actor_of, visitor_of
from saath.chats.tests.builders import Chat, Widget, make_chat, writing_visitor
from saath.chats.tests.signing import signed
from saath.conversations.models import IntakeItem, Message
from saath.conversations.queries.thread import thread_page
from saath.core.clock import now
from saath.customers.evidence import Kind
from saath.customers.models import Suggestion
from saath.files.models import StoredFile
from saath.orders.data import BuyerData
from saath.orders.likely import Reason
from saath.orders.models import Connection, Order
from saath.orders.tests.builders import make_platform, order_data, take, whole_order
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

pytestmark = pytest.mark.django_db
ADDRESS = "sunita@example.in"
SOMEBODY = BuyerData(key="777", name="Bharat", email="bharat@example.in")


@pytest.fixture
def secret(chat: Chat) -> str:
    with store_scope(chat.store_id):
        return renew_identity_secret(TEST).reveal()


@pytest.fixture
def sunita(chat: Chat, secret: str) -> Widget:
    """Return the browser of a customer whom the shop has signed."""
    return known(chat, secret)


@pytest.fixture
def platform(chat: Chat, sunita: Widget) -> Connection:
    """Return where the shop's orders come from: two of hers, one of somebody else."""
    with store_scope(chat.store_id):
        platform = make_platform()
        take(platform, whole_order(), order_data("2", hours=1), order_data("3", buyer=SOMEBODY))
    return platform


def known(
    chat: Chat, secret: str, sub: str = "4711", address: str = ADDRESS, is_verified: bool = True
) -> Widget:
    widget = Widget(chat.host)
    token = signed(sub, secret=secret, name="Sunita Verma", email=address, email_verified=is_verified)
    widget.token = widget.send("visitors", {"language": "en", "identity": token}).json()["token"]
    return widget


def order_called(chat: Chat, number: str) -> str:
    with store_scope(chat.store_id):
        return str(Order.objects.get(number=number).public_id)


def numbers(widget: Widget, **query: str) -> list[str]:
    return [each["number"] for each in widget.get("orders", **query).json()["orders"]]


def test_a_signed_customer_sees_the_newest_of_their_own_orders(
    chat: Chat, sunita: Widget, platform: Connection
) -> None:
    assert sunita.read().json()["is_recognised"]
    answer = sunita.get("orders", lang="gu")
    assert [each["number"] for each in answer.json()["orders"]] == ["PT-20412", "PT-20411"]
    shown = answer.json()["orders"][1]
    assert (shown["title"], shown["pieces"], shown["state"]) == ("Neelambari bedsheet King", 3, "shipped")
    assert shown["state_words"] == "રસ્તામાં"
    assert shown["placed_at"].startswith("2026-11-20")
    assert shown["total"] == "₹2,897.00"
    assert answer.headers["Cache-Control"] == "no-store"


def test_one_is_found_by_its_number_in_any_spelling_and_never_anothers(
    chat: Chat, sunita: Widget, platform: Connection
) -> None:
    assert numbers(sunita, number="#pt ૨૦૪૧૧") == ["PT-20411"]
    assert numbers(sunita, number="PT-20413") == []
    assert numbers(sunita, number="#") == []
    assert sunita.get("orders", number="1" * 61).status_code == HTTPStatus.BAD_REQUEST


def test_an_address_that_was_typed_in_shows_nothing_even_where_it_was_confirmed(
    chat: Chat, sunita: Widget, platform: Connection
) -> None:
    stranger = writing_visitor(chat)
    with store_scope(chat.store_id):
        visitor = visitor_of(stranger.token)
        assert visitor is not None
        give_contact(actor_of(visitor), visitor, address=ADDRESS)
        Contact.objects.update(confirmed_at=now())
    refused = stranger.get("orders")
    assert (refused.status_code, refused["Content-Type"]) == (
        HTTPStatus.FORBIDDEN,
        "application/problem+json",
    )
    assert refused.json()["title"] == "We cannot see who you are, so no orders are shown."
    assert not stranger.read().json()["is_recognised"]
    posted = stranger.write("That one", order=order_called(chat, "PT-20411"))
    assert posted.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_what_is_chosen_stands_on_the_message_and_is_what_the_conversation_is_about(
    chat: Chat, sunita: Widget, platform: Connection
) -> None:
    order = order_called(chat, "PT-20411")
    answer = sunita.write("When does it come?", key="thekey01", order=order)
    assert (answer.status_code, answer.json()["order"]) == (HTTPStatus.CREATED, {"number": "PT-20411"})
    again = sunita.write("When does it come?", key="thekey01", order=order)
    assert (again.status_code, again.json()["order"]) == (HTTPStatus.OK, {"number": "PT-20411"})
    sunita.write("Thank you")
    assert [each["order"] for each in sunita.read().json()["messages"]] == [None, {"number": "PT-20411"}]
    conversation = chat.conversation()
    with store_scope(chat.store_id):
        assert conversation.order is not None
        assert (str(conversation.order.public_id), conversation.order_reason) == (order, Reason.SAID)
        shown = thread_page(chat.desk.actor, conversation).messages
        assert [each.about for each in shown] == ["PT-20411", ""]
        [told] = Event.objects.filter(kind="conversation.about")
        assert told.actor_kind == "customer"


def test_orders_that_came_before_they_signed_in_are_theirs_by_the_address_that_the_shop_signs(
    chat: Chat, secret: str
) -> None:
    with store_scope(chat.store_id):
        before = make_platform()
        take(before, order_data("1"), order_data("2", hours=1), order_data("3", buyer=SOMEBODY))
    sunita = known(chat, secret, address="Sunita@Example.IN")
    assert numbers(sunita) == ["PT-20412", "PT-20411"]
    assert numbers(sunita, number="pt 20411") == ["PT-20411"]
    assert numbers(sunita, number="PT-20413") == []
    posted = sunita.write("When?", key="thekey01", order=order_called(chat, "PT-20411"))
    assert posted.status_code == HTTPStatus.CREATED
    refused = sunita.write("Mine?", order=order_called(chat, "PT-20413"))
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert statements(lambda: sunita.get("orders")) <= 4
    with store_scope(chat.store_id):
        # Two customers are one only when a person says so; the order that was chosen speaks for it.
        suggested = [pair for each in Suggestion.objects.all() for pair in each.evidence]
        assert [str(Kind.ORDER), "PT-20411"] in suggested


def test_an_address_that_the_shop_has_not_proved_shows_no_order_that_came_before(
    chat: Chat, secret: str
) -> None:
    with store_scope(chat.store_id):
        take(make_platform(), order_data("1"))
    assert numbers(known(chat, secret, is_verified=False)) == []


def test_a_proved_address_that_the_shop_takes_back_shows_nothing_any_more(chat: Chat, secret: str) -> None:
    with store_scope(chat.store_id):
        take(make_platform(), order_data("1"))
    sunita = known(chat, secret)
    assert numbers(sunita) == ["PT-20411"]
    again = signed("4711", secret=secret, email=ADDRESS, email_verified=False)
    assert sunita.send("identity", {"identity": again}).status_code == HTTPStatus.OK
    assert numbers(sunita) == []


def test_another_customers_order_writes_nothing_at_all(
    chat: Chat, sunita: Widget, platform: Connection
) -> None:
    other_shop = make_chat("ek-jhoola", "hello@jhoola.test")
    with store_scope(other_shop.store_id):
        take(make_platform("jhoola.example"), order_data("9"))
    picture = (("torn.pdf", b"%PDF-1.4 torn"),)
    for order in (
        order_called(chat, "PT-20413"),
        order_called(other_shop, "PT-20419"),
        str(uuid4()),
    ):
        for files in ((), picture):
            refused = sunita.write("Mine?", order=order, files=files)
            assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
            assert refused.json()["field"] == "order"
    assert sunita.write("Mine?", order="no order").status_code == HTTPStatus.BAD_REQUEST
    with store_scope(chat.store_id):
        assert not Message.objects.exists()
        assert not IntakeItem.objects.exists()
        assert not StoredFile.objects.exists()


def test_orders_are_asked_for_so_often_and_no_more(chat: Chat, sunita: Widget, platform: Connection) -> None:
    codes = [sunita.get("orders").status_code for _ in range(21)]
    assert set(codes[:20]) == {HTTPStatus.OK}
    assert codes[20] == HTTPStatus.TOO_MANY_REQUESTS


def test_orders_take_as_many_statements_however_many_there_are(
    chat: Chat, sunita: Widget, platform: Connection
) -> None:
    little = statements(lambda: sunita.get("orders"))
    with store_scope(chat.store_id):
        take(platform, *(order_data(f"{number}0") for number in range(1, 30)))
    assert statements(lambda: sunita.get("orders")) == little <= 4
    assert len(numbers(sunita)) == 8
