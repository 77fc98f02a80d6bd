"""Hints in the composer: at a pause, and once more before an answer leaves."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saath.conversations.actions.about import choose_order
from saath.conversations.models import Conversation, Message
from saath.conversations.tests.builders import Desk, arrive, mail
from saath.orders.data import BuyerData
from saath.orders.models import Order
from saath.orders.tests.builders import make_platform, order_data, take
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
HTMX = {"HX-Request": "true"}
ELSEWHERE = "Please call us on 98250 12345"


def pause(client: Client, conversation: Conversation, text: str, **given: str) -> str:
    address = reverse("desk:draft", args=[conversation.public_id])
    return client.post(address, {"kind": "reply", "text": text, **given}, headers=HTMX).content.decode()


def send(client: Client, conversation: Conversation, text: str, **given: str) -> Any:
    address = reverse("desk:answer", args=[conversation.public_id])
    given = {"client_key": "k", "text": text, "asked": "", **given}
    return client.post(address, given, headers=HTMX)


def answers(desk: Desk) -> int:
    with store_scope(desk.store_id):
        return Message.objects.filter(direction="out").count()


def test_a_pause_says_what_is_known_already(colleague: Client, desk: Desk) -> None:
    arrive(mail("My number is 98250 12345, call me", sender="asha@example.in", subject="Call"))
    with store_scope(desk.store_id):
        conversation = Conversation.objects.get(subject="Call")
    shown = pause(colleague, conversation, "Please send your phone number")
    assert "98250 12345" in shown
    assert 'data-hint="known:phone"' in shown
    assert "data-hint" not in pause(
        colleague, conversation, "Please send your phone number", asked=" known:phone"
    )
    assert "data-hint" not in pause(colleague, conversation, "Please send your phone number", kind="note")


def test_send_asks_once_and_then_sends_and_counts_it(
    colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    asked = send(colleague, conversation, ELSEWHERE)
    assert (asked["HX-Retarget"], answers(desk)) == ("#pause", 0)
    assert "call us" in asked.content.decode()
    assert 'id="asked" name="asked" value="all"' in asked.content.decode()
    send(colleague, conversation, ELSEWHERE, asked="all")
    assert answers(desk) == 1
    with store_scope(desk.store_id):
        assert Event.objects.filter(kind="reply.leads_elsewhere").count() == 1


def test_what_was_put_away_is_not_asked(colleague: Client, desk: Desk, conversation: Conversation) -> None:
    send(colleague, conversation, ELSEWHERE, asked=" elsewhere")
    assert answers(desk) == 1


def test_without_scripts_the_question_stands_in_the_page_with_the_words(
    colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    address = reverse("desk:answer", args=[conversation.public_id])
    page = colleague.post(address, {"client_key": "k", "text": ELSEWHERE, "asked": ""}).content.decode()
    assert f"{ELSEWHERE}</textarea>" in page
    assert 'name="asked" value="all"' in page
    assert 'name="client_key" value="k"' in page
    colleague.post(address, {"client_key": "k", "text": ELSEWHERE, "asked": "all"})
    assert answers(desk) == 1


def test_an_ordinary_answer_costs_no_statement_more(colleague: Client, conversation: Conversation) -> None:
    send(colleague, conversation, "Kal tak", client_key="one")
    with CaptureQueriesContext(connection) as unasked:
        send(colleague, conversation, "Kal tak", client_key="two", asked="all")
    with CaptureQueriesContext(connection) as asked:
        send(colleague, conversation, "Kal tak", client_key="three")
    assert len(asked) == len(unasked)


def test_what_the_order_knows_is_said_and_laid_in_and_never_stops_an_answer(
    colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    with store_scope(desk.store_id):
        take(make_platform(), order_data())
    unproved = pause(colleague, conversation, "Please share your order number")
    assert ('data-hint="known:order"' in unproved, "data-type" in unproved) == (True, False)
    with store_scope(desk.store_id):
        Message.objects.update(is_sender_proved=True)
    shown = pause(colleague, conversation, "Please share your order number")
    assert 'data-type="PT-20411"' in shown
    assert 'data-leads-to="about"' in shown
    assert "12 Vijay Nagar, Indore 452010" in pause(colleague, conversation, "आपका पिनकोड बताइए")
    assert "4321" in pause(colleague, conversation, "Please share the UTR number")
    assert "data-hint" not in pause(colleague, conversation, "Please share a photo")
    send(colleague, conversation, "Please share your order number")
    assert answers(desk) == 1


def test_an_order_of_somebody_else_is_laid_into_no_answer(
    colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    other = BuyerData(name="Kiran", email="kiran@example.in")
    with store_scope(desk.store_id):
        take(make_platform(), order_data(buyer=other))
        Message.objects.update(is_sender_proved=True)
        choose_order(TEST, conversation, order=Order.objects.get())
    for question in ("Please share your address", "Please share the UTR number"):
        assert "data-type" not in pause(colleague, conversation, question)
    tool = reverse("desk:staff_tool", args=[conversation.public_id, "refund"])
    assert "Tell nothing about orders" in colleague.get(tool, headers=HTMX).content.decode()


def test_a_photo_that_was_sent_is_shown_instead_of_asked_for(colleague: Client, desk: Desk) -> None:
    torn = mail("It is torn, order no 771204", sender="asha@example.in", subject="Torn")
    torn.add_attachment(b"\xff\xd8\xff\xe0torn", maintype="image", subtype="jpeg", filename="torn.jpg")
    arrive(torn)
    with store_scope(desk.store_id):
        conversation, message = Conversation.objects.get(subject="Torn"), Message.objects.get(subject="Torn")
    shown = pause(colleague, conversation, "ફોટો મોકલજો")
    assert f'data-leads-to="m-{message.public_id.hex}"' in shown
    assert "771204" in pause(colleague, conversation, "Which order is it?")
