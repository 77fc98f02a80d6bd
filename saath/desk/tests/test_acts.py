"""Something is done to an order beside the conversation: chosen, summed up, agreed to by who may."""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from saath.conversations.models import Conversation
from saath.conversations.tests.builders import Desk
from saath.core.secrets import encrypt
from saath.orders.actions.limits import set_limits
from saath.orders.acts.commands import ReturnRequest
from saath.orders.acts.reading import command_of
from saath.orders.acts.tests.pretend import Books, Pretend
from saath.orders.connectors import registry
from saath.orders.models import Connection, Order, OrderAct
from saath.orders.tests.builders import make_platform, order_data, take, whole_order
from saath.stores.rules import Role
from saath.stores.tests.builders import TEST, browser_of, make_colleague
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
HTMX = {"hx-request": "true"}


@pytest.fixture
def order(desk: Desk, conversation: Conversation, monkeypatch: pytest.MonkeyPatch) -> Iterator[Order]:
    """Return an order at a platform that is open to us."""
    here = f"{Pretend.__module__}.Pretend"
    monkeypatch.setitem(registry.DOERS, "csv", here)
    Pretend.books = Books()
    with store_scope(desk.store_id):
        take(make_platform(), order_data())
        Connection.objects.update(credentials_sealed=encrypt("{}"))
        yield Order.objects.get()


def address(conversation: Conversation, order: Order, kind: str = "") -> str:
    ids = [conversation.public_id, order.public_id]
    return reverse("desk:act", args=[*ids, kind]) if kind else reverse("desk:acts", args=ids)


def owner_of(desk: Desk) -> Client:
    return browser_of(make_colleague(desk.shop, "rukmini@example.com", Role.OWNER), desk.shop)


def looked_at(browser: Client, where: str, **chosen: str) -> dict[str, str]:
    """Fill in the form, look at the summary and return what it sends on."""
    shown = browser.post(where, {"step": "look", "reason": "Torn", **chosen}, headers=HTMX).content.decode()
    assert 'id="act-summary"' in shown
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', shown))


def test_a_refund_is_summed_up_before_it_is_asked_for_and_stands_beside_and_in_the_thread(
    desk: Desk, order: Order, conversation: Conversation
) -> None:
    browser = owner_of(desk)
    where = address(conversation, order, "refund")
    assert "All that is left" in browser.get(where, headers=HTMX).content.decode()
    chosen = {"what": "some", "n-L2": "1"}
    summary = browser.post(where, {"step": "look", "reason": "Torn", **chosen}, headers=HTMX)
    assert "Sunita Verma gets ₹700.00 back for PT-20411." in summary.content.decode()
    sent = {**looked_at(browser, where, **chosen), "step": "do"}
    for _twice in range(2):
        done = browser.post(where, sent, headers=HTMX).content.decode()
    assert "Is sent next" in done
    assert [(act.amount_minor, act.reason) for act in OrderAct.objects.all()] == [(70_000, "Torn")]
    thread = browser.get(reverse("desk:thread", args=["now", conversation.public_id])).content.decode()
    assert "asked for PT-20411: Refund" in thread
    assert "₹700.00" in thread


def test_above_the_limit_it_waits_for_somebody_who_may(
    desk: Desk, order: Order, conversation: Conversation, colleague: Client
) -> None:
    owner = owner_of(desk)
    where = address(conversation, order, "refund")
    summary = colleague.post(where, {"step": "look", "reason": "Torn", "what": "all"}, headers=HTMX)
    assert "a second person has to agree" in summary.content.decode()
    sent = {**looked_at(colleague, where, what="all"), "step": "do"}
    assert "Waits for a second person" in colleague.post(where, sent, headers=HTMX).content.decode()
    act = OrderAct.objects.get()
    agree = reverse("desk:settle_act", args=[act.public_id, "approve"])
    assert agree not in colleague.get(address(conversation, order), headers=HTMX).content.decode()
    colleague.post(agree)
    act.refresh_from_db()
    assert act.state == "to_approve"
    assert "PT-20411" in owner.get(reverse("desk:acts_waiting")).content.decode()
    beside = owner.post(agree, {"conversation": str(conversation.public_id)}, headers=HTMX)
    assert "Is sent next" in beside.content.decode()


def test_who_may_agree_sees_beside_every_page_that_somebody_waits(
    desk: Desk, order: Order, conversation: Conversation
) -> None:
    asks = browser_of(make_colleague(desk.shop, "farida@example.com", Role.MEMBER), desk.shop)
    owner, where = owner_of(desk), address(conversation, order, "refund")
    asks.post(where, {**looked_at(asks, where, what="all"), "step": "do"}, headers=HTMX)
    with store_scope(desk.store_id):
        assert OrderAct.objects.get().state == "to_approve"
    assert '<b data-count="acts">1</b>' in owner.get(reverse("desk:queue", args=["now"])).content.decode()
    assert "/acts/" not in asks.get(reverse("desk:queue", args=["now"])).content.decode()


def test_what_was_given_before_takes_it_above_the_limit_and_is_said(
    desk: Desk, order: Order, conversation: Conversation, colleague: Client
) -> None:
    with store_scope(desk.store_id):
        set_limits(TEST, currency="INR", limits={Role.MEMBER: 100_000})
    where = address(conversation, order, "refund")
    chosen = {"what": "some", "n-L2": "1"}
    colleague.post(where, {**looked_at(colleague, where, **chosen), "step": "do"})
    OrderAct.objects.update(state="done")
    summary = colleague.post(where, {"step": "look", "reason": "Torn", **chosen}, headers=HTMX)
    assert "You gave ₹700.00 for this order" in summary.content.decode()
    assert "above your limit of ₹1,000.00" in summary.content.decode()


def test_a_return_is_asked_for_with_its_label(desk: Desk, order: Order, conversation: Conversation) -> None:
    take(order.connection, order_data(hours=1, shipments=whole_order().shipments))
    browser = owner_of(desk)
    where = address(conversation, order, "return")
    assert "Address of the label" in browser.get(where, headers=HTMX).content.decode()
    chosen = {"what": "all", "label": "https://courier.example/1.pdf"}
    sent = {**looked_at(browser, where, **chosen), "step": "do"}
    assert "Is sent next" in browser.post(where, sent, headers=HTMX).content.decode()
    asked = command_of(OrderAct.objects.select_related("order").get())
    assert isinstance(asked, ReturnRequest)
    assert asked.label == "https://courier.example/1.pdf"


def test_what_the_platform_cannot_do_is_said_with_what_to_do_instead(
    desk: Desk, order: Order, conversation: Conversation
) -> None:
    Connection.objects.update(platform="woocommerce")
    shown = owner_of(desk).get(address(conversation, order), headers=HTMX).content.decode()
    assert "WooCommerce keeps no returns. Have the courier fetch it" in shown


@pytest.mark.parametrize(
    ("kind", "chosen", "said"),
    [
        ("refund", {"what": "some"}, "Choose what it is about"),
        ("address", {"name": "Sunita"}, "a pincode are needed"),
        ("coupon", {"amount": "lots", "until": "2026-12-01"}, "Write an amount"),
        ("refund", {"what": "all", "reason": " "}, "Say why"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    desk: Desk, order: Order, conversation: Conversation, kind: str, chosen: dict[str, str], said: str
) -> None:
    sent = {"step": "look", "reason": "Torn", **chosen}
    shown = owner_of(desk).post(address(conversation, order, kind), sent, headers=HTMX).content.decode()
    assert said in shown
    assert 'name="reason"' in shown


def test_without_a_script_each_step_is_a_page(desk: Desk, order: Order, conversation: Conversation) -> None:
    browser = owner_of(desk)
    where = address(conversation, order, "coupon")
    assert "Good until" in browser.get(where).content.decode()
    filled = {"step": "look", "reason": "Torn", "amount": "૨૫૦", "until": "2026-11-30"}
    assert "<h1>" in browser.post(where, filled).content.decode()


def test_a_reader_does_nothing_and_an_outsider_sees_nothing(
    desk: Desk, order: Order, conversation: Conversation
) -> None:
    reader = browser_of(make_colleague(desk.shop, "hemal@example.com", Role.READER), desk.shop)
    where = address(conversation, order, "refund")
    settle = reverse("desk:settle_act", args=[uuid4(), "approve"])
    assert reader.get(where).status_code == 403
    assert "Actions on" not in reader.get(address(conversation, order), headers=HTMX).content.decode()
    assert reader.get(reverse("desk:acts_waiting")).status_code == 403
    assert owner_of(desk).get(address(conversation, order, "nonsense")).status_code == 404
    outsider = browser_of(None, desk.shop)
    for answer in (outsider.get(where), outsider.post(where), outsider.post(settle)):
        assert answer.status_code in (302, 403, 404)


def test_the_owner_says_what_a_role_may_spend_alone(
    desk: Desk, order: Order, conversation: Conversation, colleague: Client
) -> None:
    owner, where = owner_of(desk), reverse("desk:act_limits")
    assert colleague.get(where).status_code == 403
    wrong = owner.post(where, {"currency": "INR", "limit-member": "lots"}).content.decode()
    assert "Write an amount" in wrong
    owner.post(where, {"currency": "INR", "limit-member": "700", "limit-manager": "5,000", "limit-owner": ""})
    shown = owner.get(where).content.decode()
    assert 'value="700.00"' in shown
    assert 'value="5000.00"' in shown
    chosen = {"what": "some", "n-L2": "1"}
    sent = {**looked_at(colleague, address(conversation, order, "refund"), **chosen), "step": "do"}
    colleague.post(address(conversation, order, "refund"), sent, headers=HTMX)
    assert OrderAct.objects.get().state == "asked"
