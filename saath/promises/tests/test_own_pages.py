"""What the pages of Saath's own words and of amends ask of the database, however much there is to show."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from saath.conversations.models import Conversation
from saath.conversations.tests.builders import Desk, make_desk
from saath.promises.amends.tests.test_making import decide, miss
from saath.promises.models import Amends, OwnWord
from saath.promises.reminders.tests.builders import NOON, after, answered, let_speak, look, trusting, written
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
# Statements, the frame of the page among them.
MOST = {
    "/settings/own-words/": 17,
    "/settings/own-words/texts/": 6,
    "/settings/own-words/texts/apology/": 23,
    "/settings/own-words/texts/reminder/": 14,
    "/settings/amends/": 13,
    "/own-words/{word}/": 6,
}


@pytest.fixture
def desk() -> Desk:
    made = make_desk()
    trusting(made)
    return made


def grow(desk: Desk, first: int, last: int) -> None:
    """Let customers be reminded, and others be made amends."""
    for number in range(first, last):
        written(sender=f"Silent {number} <s{number}@example.in>", subject=f"Order {number}")
    with store_scope(desk.store_id):
        for conversation in Conversation.objects.filter(state="open", subject__startswith="Order "):
            answered(desk, conversation, after(hours=0.01))
    look(desk, after(days=3, hours=0.1))
    with store_scope(desk.store_id):
        assert OwnWord.objects.count() == last


def counts(browser: Client, word: OwnWord) -> dict[str, int]:
    """Return how many statements each page takes."""
    found = {}
    for page in MOST:
        address = page.format(word=word.public_id)
        browser.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(address).status_code == 200
        found[page] = len(asked)
    return found


def test_no_page_asks_more_where_there_is_more(desk: Desk) -> None:
    let_speak(desk, "reminder", at=NOON - timedelta(days=1))
    decide(desk, mode="prepare")
    grow(desk, 0, 1)
    written(after(days=3, hours=0.2), sender="Late 0 <l0@example.in>", subject="Late 0")
    miss(after(days=3, hours=0.4))
    with store_scope(desk.store_id):
        word = OwnWord.objects.latest("pk")
    owner = make_colleague(desk.shop, "owner2@example.com", Role.OWNER)
    with time_machine.travel(after(days=3, hours=0.5), tick=False):
        browser = browser_of(owner, desk.shop)
        few = counts(browser, word)
    for number in range(1, 6):
        written(
            after(days=3, hours=0.6), sender=f"Late {number} <l{number}@example.in>", subject=f"Late {number}"
        )
        with store_scope(desk.store_id):
            talk = Conversation.objects.latest("pk")
            OwnWord.objects.create(conversation=talk, identity=talk.identity, kind="reminder", days=3)
    miss(after(days=3, hours=0.8))
    with store_scope(desk.store_id):
        assert (Amends.objects.count(), OwnWord.objects.count()) == (6, 6)
    with time_machine.travel(after(days=3, hours=0.9), tick=False):
        many = counts(browser, word)
    assert many == few
    assert {page: count for page, count in many.items() if count > MOST[page]} == {}
