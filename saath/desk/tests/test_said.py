"""A message is kept as it was rendered, yet always shown as it is."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from saath.conversations.actions.reply import reply
from saath.conversations.models import Delivery, IntakeItem, Message, MessageKey
from saath.conversations.queries.thread import thread_page
from saath.conversations.tests.arrivals import fetch
from saath.conversations.tests.builders import Desk, mail, only_conversation
from saath.core.clock import now
from saath.desk.said import Article, article_of
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
KOLKATA = ZoneInfo("Asia/Kolkata")


def shown(desk: Desk, direction: str = "in") -> Article:
    """Return the message of that direction as it is shown now."""
    with store_scope(desk.store_id):
        said = thread_page(desk.actor, only_conversation()).messages
        message = next(one for one in said if one.direction == direction)
        return article_of(message, KOLKATA, channel="email")


@pytest.fixture
def answered(desk: Desk) -> Desk:
    with store_scope(desk.store_id):
        reply(desk.actor, only_conversation(), text="Kal", client_key="k")
    return desk


def test_a_message_is_shown_by_the_name_that_its_customer_has_now(desk: Desk) -> None:
    assert "Sunita Verma" in shown(desk).html
    with store_scope(desk.store_id):
        customer = only_conversation().customer
        customer.name = "Sunita Rao"
        customer.save()
    assert "Sunita Rao" in shown(desk).html
    assert "Sunita Verma" not in shown(desk).html


def test_a_message_speaks_the_language_of_each_page(desk: Desk) -> None:
    assert '<header lang="en">' in shown(desk).html
    with translation.override("hi"):
        assert '<header lang="hi">' in shown(desk).html


def test_an_answer_on_its_way_leaves_room_for_its_delivery(answered: Desk) -> None:
    article = shown(answered, "out")
    assert article.is_moving
    assert article.html.endswith('<footer lang="en">')
    assert "</footer>" in article.rest


def test_an_answer_that_left_says_when(answered: Desk) -> None:
    shown(answered, "out")
    with store_scope(answered.store_id):
        Delivery.objects.update(state=Delivery.State.SENT, sent_at=now() + timedelta(hours=1))
    article = shown(answered, "out")
    assert not article.is_moving
    assert "Sent" in article.html


def test_an_answer_from_the_phone_is_not_said_to_be_ours(desk: Desk) -> None:
    with store_scope(desk.store_id):
        question = MessageKey.objects.get().key
    copy = mail("Kal", sender=desk.account.address, to="sunita@example.in", answers=f"<{question}>")
    fetch(desk, copy, source=IntakeItem.Source.SENT_COPY)
    article = shown(desk, "out")
    assert "Sent elsewhere" in article.html
    assert "Saath" not in article.html


def test_a_place_of_delivery_in_a_customers_words_is_only_a_character(answered: Desk) -> None:
    with store_scope(answered.store_id):
        Message.objects.filter(direction="out").update(text="\ue001 here")
    assert "here" in shown(answered, "out").html
