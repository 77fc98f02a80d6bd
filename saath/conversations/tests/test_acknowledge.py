"""Who writes is told at once that it is here and by when a person answers: once, honestly, and never a machine."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
import time_machine

from saath.conversations.acknowledging.rules import MOST_AN_HOUR
from saath.conversations.actions.accounts import trust_server
from saath.conversations.actions.reply import reply
from saath.conversations.models import Acknowledgement, Conversation, Delivery, Message
from saath.conversations.tests.arrivals import fetch
from saath.conversations.tests.builders import Desk, arrive, mail, only_conversation, said, sent_mails, work
from saath.customers.actions.edit import edit_customer
from saath.stores.actions.settings import set_acknowledges
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

pytestmark = pytest.mark.django_db
# A Monday noon in India, and the evening after closing.
OPEN = datetime(2037, 11, 23, 6, 30, tzinfo=UTC)
CLOSED = datetime(2037, 11, 23, 16, 30, tzinfo=UTC)
PROVED = "mx.paanch.test; dmarc=pass header.from=example.in"


@pytest.fixture(autouse=True)
def _trusting(desk: Desk) -> None:
    with store_scope(desk.store_id):
        trust_server(TEST, desk.account, authserv_ids="mx.paanch.test", is_behind_server=True)


def proved(text: str = "Kab tak aayega mera parcel?", **given: str) -> EmailMessage:
    """A mail of whose sender our server knows."""
    headers = {"Authentication-Results": PROVED, **given.pop("headers", {})}  # type: ignore[dict-item]
    return mail(text, headers=headers, **given)


def words(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_whoever_opens_a_conversation_is_told_its_reference_and_by_when_a_person_answers(desk: Desk) -> None:
    first = proved()
    with time_machine.travel(OPEN, tick=False):
        arrive(first)
    [told] = sent_mails()
    with store_scope(desk.store_id):
        conversation = only_conversation()
    assert conversation.reference in words(told)
    assert "12:05" in words(told)
    assert told["Auto-Submitted"] == "auto-replied"
    assert told["X-Auto-Response-Suppress"] == "All"
    assert told["In-Reply-To"] == told["References"] == first["Message-ID"]
    assert "+" in told["Reply-To"]
    assert "Kab tak aayega" not in words(told)


def test_it_is_no_answer_the_clock_goes_on_and_lists_show_what_the_customer_said(desk: Desk) -> None:
    with time_machine.travel(OPEN, tick=False):
        arrive(proved())
    with store_scope(desk.store_id):
        conversation = only_conversation()
        assert [direction for direction, _text in said(conversation)] == ["in", "out"]
        assert Message.objects.get(direction="out").is_automatic
        assert conversation.state == Conversation.State.OPEN
        assert (conversation.waiting_since, conversation.first_answered_at) == (OPEN, None)
        assert conversation.last_text == "Kab tak aayega mera parcel?"
        assert Delivery.objects.get().state == Delivery.State.SENT


def test_the_first_answer_of_a_person_counts_as_the_first(desk: Desk) -> None:
    with time_machine.travel(OPEN, tick=False):
        arrive(proved())
    with time_machine.travel(OPEN + timedelta(minutes=3), tick=False), store_scope(desk.store_id):
        reply(desk.actor, only_conversation(), text="Kal", client_key="k")
        assert only_conversation().first_answered_at == OPEN + timedelta(minutes=3)


def test_at_night_it_says_that_the_shop_is_closed_and_when_it_opens(desk: Desk) -> None:
    with time_machine.travel(CLOSED, tick=False):
        arrive(proved("When will my parcel come? I ordered it last week."))
    [told] = sent_mails()
    assert "We are closed now and open again tomorrow, Tuesday, 24 November, at 10:00" in words(told)
    assert "10:05" in words(told)


@pytest.mark.parametrize(
    ("text", "language", "greeting"),
    [
        ("मेरा पार्सल कब तक आएगा? मुझे अभी तक नहीं मिला।", "hi", "नमस्ते"),
        ("મારું પાર્સલ ક્યારે આવશે? મને હજી મળ્યું નથી.", "gu", "નમસ્તે"),
        ("When will my parcel come? I ordered it last week.", "en", "Hello"),
    ],
)
def test_it_speaks_the_customers_language(desk: Desk, text: str, language: str, greeting: str) -> None:
    arrive(proved(text))
    [told] = sent_mails()
    assert words(told).startswith(greeting)
    assert told["Content-Language"] == language


def test_further_mails_of_the_same_address_get_no_word_for_twelve_hours(desk: Desk) -> None:
    with time_machine.travel(OPEN, tick=False):
        arrive(proved())
        arrive(proved("Another thing", subject="Something else"))
    with time_machine.travel(OPEN + timedelta(hours=11), tick=False):
        arrive(proved("A third thing", subject="Third"))
    assert len(sent_mails()) == 1
    with time_machine.travel(OPEN + timedelta(hours=13), tick=False):
        arrive(proved("A fourth thing", subject="Fourth"))
    assert len(sent_mails()) == 2
    with store_scope(desk.store_id):
        assert Conversation.objects.filter(state=Conversation.State.OPEN).count() == 4


def test_after_three_words_without_a_person_machines_are_silent_until_one_answers(desk: Desk) -> None:
    for day in range(5):
        with time_machine.travel(OPEN + timedelta(days=day), tick=False):
            arrive(proved(f"Day {day}", subject=f"Day {day}"))
    assert len(sent_mails()) == 3
    with store_scope(desk.store_id), time_machine.travel(OPEN + timedelta(days=5), tick=False):
        reply(desk.actor, Conversation.objects.latest("id"), text="Namaste", client_key="k")
    with time_machine.travel(OPEN + timedelta(days=6), tick=False):
        arrive(proved("Day 6", subject="Day 6"))
    assert sum(each["Auto-Submitted"] is not None for each in sent_mails()) == 4


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto-Submitted": "auto-replied"},
        {"List-Id": "<news.example.in>"},
        {"Precedence": "bulk"},
        {"X-Auto-Response-Suppress": "All"},
        {"Authentication-Results": "mx.paanch.test; dmarc=fail header.from=example.in"},
        {"Authentication-Results": "mx.elsewhere.test; dmarc=pass header.from=example.in"},
    ],
)
def test_machines_lists_and_unproved_senders_get_no_word(desk: Desk, headers: dict[str, str]) -> None:
    arrive(mail(headers={"Authentication-Results": PROVED, **headers}))
    assert sent_mails() == []


@pytest.mark.parametrize("sender", ["MAILER-DAEMON@example.in", "No reply <no-reply@example.in>"])
def test_addresses_that_nobody_reads_get_no_word(desk: Desk, sender: str) -> None:
    arrive(proved(sender=sender))
    assert sent_mails() == []


def test_a_null_return_path_gets_no_word(desk: Desk) -> None:
    arrive(proved(), mail_from="")
    assert sent_mails() == []


def test_a_mail_that_names_us_in_neither_to_nor_cc_gets_no_word(desk: Desk) -> None:
    arrive(proved(to="everybody@example.in"))
    assert sent_mails() == []


def test_history_and_what_lay_elsewhere_for_long_gets_no_word(desk: Desk) -> None:
    long_ago = datetime(2026, 1, 5, 6, 30, tzinfo=UTC)
    fetch(desk, proved(), is_imported=True, arrived_at=long_ago)
    fetch(desk, proved("Late", sender="Anil <anil@example.in>"), arrived_at=long_ago)
    with store_scope(desk.store_id):
        assert Conversation.objects.count() == 2
    assert sent_mails() == []


def test_the_shop_may_switch_it_off(desk: Desk) -> None:
    with store_scope(desk.store_id):
        set_acknowledges(TEST, on=False)
    arrive(proved())
    assert sent_mails() == []


def test_a_flood_is_acknowledged_up_to_the_cap_and_each_thread_says_so(desk: Desk) -> None:
    with time_machine.travel(OPEN, tick=False):
        arrive(proved())
        with store_scope(desk.store_id):
            first = Acknowledgement.objects.get()
            others = [
                Acknowledgement(
                    conversation=_another(first.conversation),
                    identity=first.identity,
                    message=first.message,
                    created_at=OPEN,
                )
                for _ in range(MOST_AN_HOUR - 1)
            ]
            Acknowledgement.objects.bulk_create(others)
        arrive(proved("From another", sender="Anil <anil@example.in>"))
        assert len(sent_mails()) == 1
        with store_scope(desk.store_id):
            held = Event.objects.get(kind="acknowledgement.held_back")
            assert held.subject == Conversation.objects.get(identity__address="anil@example.in").public_id
    with time_machine.travel(OPEN + timedelta(minutes=61), tick=False):
        arrive(proved("Later", sender="Bela <bela@example.in>"))
    assert len(sent_mails()) == 2


def _another(conversation: Conversation) -> Conversation:
    again = Conversation.objects.get(pk=conversation.pk)
    again.pk, again.reference, again._state.adding = None, f"X{Conversation.objects.count():06}", True
    again.public_id = Conversation._meta.get_field("public_id").get_default()
    again.save()
    return again


def test_a_crash_before_the_word_left_sends_it_once(desk: Desk) -> None:
    arrive(proved())
    work()
    with store_scope(desk.store_id):
        assert Acknowledgement.objects.count() == 1
    assert len(sent_mails()) == 1


@pytest.mark.parametrize(("wished", "begins"), [("gu", "નમસ્તે"), ("", "Hello")])
def test_it_is_in_the_language_that_they_asked_for(desk: Desk, wished: str, begins: str) -> None:
    arrive(proved("When will my parcel come? It has been many days.", subject="First"))
    with store_scope(desk.store_id):
        edit_customer(desk.actor, only_conversation().customer, wanted={"language": wished})
    with time_machine.travel(OPEN, tick=False):
        arrive(proved("And when will my other parcel come? I have waited long.", subject="Second"))
    assert words(sent_mails()[-1]).startswith(begins)
