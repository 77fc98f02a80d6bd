"""A promise is missed and made good, and a silent customer is reminded, let go kindly, and heard again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.installation import Installation, wait_until
from tests.journeys.axe import violations
from tests.journeys.conftest import UNDO_SECONDS, a_shop_at_work
from tests.journeys.customer import Customer, plain_text
from tests.journeys.desk import Desk
from tests.journeys.test_chat_staffed import open_at_all_hours
from tests.journeys.test_sorted import VOUCHES, believe
from tests.kill.inside import in_shop
from tests.post_office import PostOffice

pytestmark = pytest.mark.journey
# As if the five minutes of the first answer were over.
MISS = """
from datetime import timedelta
from saath.core.clock import now
from saath.promises.clocks.jobs import fire_clocks
from saath.jobs import enqueue
from saath.promises.models import Clock
from saath.tenancy.transactions import write_transaction
with write_transaction():
    past = now() - timedelta(seconds=1)
    running = Clock.objects.filter(kind="first_answer", stopped_at=None, missed_at=None)
    of_them = running.filter(conversation__identity__address="{address}")
    assert of_them.update(due_at=past, next_at=past, warn_at=past, warned_at=past) == 1
    enqueue(fire_clocks, key="a test")
"""
# As if that many days had gone by since the last word.
AGE = """
from datetime import timedelta
from django.db.models import F
from saath.conversations.models import Conversation, Message
from saath.jobs import enqueue
from saath.promises.models import OwnWord, OwnWordMark
from saath.promises.reminders.jobs import look_for_due
from saath.tenancy.transactions import write_transaction
by = timedelta(days={days}, hours=1)
with write_transaction():
    Conversation.objects.update(last_message_at=F("last_message_at") - by)
    Message.objects.update(created_at=F("created_at") - by)
    OwnWord.objects.update(created_at=F("created_at") - by)
    OwnWordMark.objects.exclude(up_to=None).update(up_to=F("up_to") - by)
    enqueue(look_for_due, key="own words")
"""
MARKED = "from saath.promises.models import OwnWordMark\nprint(OwnWordMark.objects.count())"


@pytest.fixture(scope="module")
def shop(chromium: str, office: PostOffice) -> Iterator[Installation]:
    """Return a shop for these stories alone: its hours and what it says by itself are its own."""
    with a_shop_at_work("kept-word", smtp_out=office.url, undo_seconds=UNDO_SECONDS) as installation:
        yield installation


def test_a_missed_promise_is_made_good_before_the_customer_complains(
    shop: Installation, desk: Desk, customer: Callable[[str], Customer]
) -> None:
    believe(desk)
    open_at_all_hours(desk)
    make_amends_by_itself(desk)
    nandini, om = customer("Nandini Waiting"), customer("Om Waiting")

    nandini.write("मेरा पार्सल अब तक नहीं आया, कब आएगा?", subject="पार्सल", proved_by=VOUCHES)
    nandini.receive(1)
    in_shop(shop, MISS.format(address=nandini.address))
    apology = plain_text(nandini.receive(2))
    assert "माफ़ी चाहते हैं" in apology
    assert "कोड MAAF-1 से आपका अगला ऑर्डर ₹150" in apology
    assert "Meera Joshi" in apology

    om.write("Where is my razai?", proved_by=VOUCHES)
    om.receive(1)
    in_shop(shop, MISS.format(address=om.address))
    without = plain_text(om.receive(2))
    assert "I am sorry" in without
    assert "MAAF" not in without

    desk.open().choose("Nandini Waiting")  # it waits still: an apology is no answer
    expect(desk.message("MAAF-1")).to_contain_text("automatic: a promise was not kept")
    desk.open("/settings/amends/")
    expect(desk.page.get_by_text("₹150.00 of ₹200.00")).to_be_visible()
    made = desk.page.locator("#made li")
    expect(made.filter(has_text="Nandini Waiting")).to_contain_text("₹150.00")
    expect(made.filter(has_text="Om Waiting")).to_contain_text("Words alone")
    assert violations(desk.page) == []


def test_who_says_nothing_is_reminded_and_let_go_and_comes_back_to_who_had_them(
    shop: Installation, desk: Desk, customer: Callable[[str], Customer]
) -> None:
    believe(desk)
    open_at_all_hours(desk)
    speak_by_itself(desk)
    in_shop(shop, AGE.format(days=0))
    wait_until(lambda: int(in_shop(shop, MARKED)) == 2, "it was looked up to where the silence begins")

    tara = customer("Tara Silent")
    tara.write("Do you have this razai larger?", proved_by=VOUCHES)
    desk.open().choose("Tara Silent")
    desk.send("We have it in two sizes. Which one?")
    tara.receive(2)
    in_shop(shop, AGE.format(days=3))
    assert "have not heard from you since" in plain_text(tara.receive(3))
    in_shop(shop, AGE.format(days=7))
    closing = tara.receive(4)
    assert "answer this message whenever you like" in plain_text(closing)
    desk.open("/desk/solved/").choose("Tara Silent")
    expect(desk.thread).to_contain_text("Closed by itself, for nothing was heard")

    tara.answer(closing, "The larger one, please.")
    expect(desk.message("The larger one, please.")).to_be_visible()
    desk.open("/desk/mine/").choose("Tara Silent")
    expect(desk.message("The larger one, please.")).to_be_visible()


def make_amends_by_itself(desk: Desk) -> None:
    """Let an apology leave by itself, with a code, for one case a month."""
    page = desk.open("/settings/amends/").page
    terms = page.locator("#terms")
    terms.get_by_label("First answer").select_option(label="Send it by itself")
    terms.get_by_label("With the apology").select_option(label="A code from your list")
    terms.get_by_label("Worth, for one case").fill("150")
    terms.get_by_label("Budget of a month").fill("200")
    terms.get_by_label("Signed by").select_option(label="Meera Joshi")
    terms.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.get_by_label("Codes, one a line").fill("MAAF-1\nMAAF-2")
    page.get_by_role("button", name="Add codes").click()
    expect(page.get_by_text("2 codes were added.")).to_be_visible()


def speak_by_itself(desk: Desk) -> None:
    """Switch reminder and closing on."""
    for kind in ("reminder", "closing"):
        card = desk.open("/settings/own-words/").page.locator(f"#{kind}")
        card.get_by_role("checkbox").check()
        card.get_by_role("button", name=re.compile("^Save")).click()
        expect(desk.page.get_by_text("Saved.")).to_be_visible()
