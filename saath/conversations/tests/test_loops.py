"""Machines that answer each other over real SMTP fall silent, and a person's next mail is still answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
import time_machine

from saath.conversations.actions.accounts import trust_server
from saath.conversations.actions.reply import reply
from saath.conversations.actions.triage import solve_conversation
from saath.conversations.models import Conversation, Delivery, Message, Suppression
from saath.conversations.rules import REOPENINGS
from saath.conversations.tests.builders import SHOP_ADDRESS, Desk, later, mail, make_desk, work
from saath.conversations.tests.test_bounced import report
from saath.conversations.tests.town import Letter, Town, town
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

pytestmark = pytest.mark.django_db
ROBOT = "robot@example.in"
OTHER = "hello@other.test"
ROUNDS = 1000
NOON = datetime(2037, 11, 23, 6, 30, tzinfo=UTC)
# What a program may write to tell other programs that it is one.
SPEAKING = re.compile(
    rb"^(?:Auto-Submitted|X-Auto-Response-Suppress|References|In-Reply-To|Precedence):.*\r?\n(?:[ \t].*\r?\n)*",
    re.MULTILINE | re.IGNORECASE,
)


@pytest.fixture
def place() -> Iterator[Town]:
    with town() as opened:
        yield opened


def trusting(desk: Desk) -> Desk:
    with store_scope(desk.store_id):
        trust_server(TEST, desk.account, authserv_ids="mx.test", is_behind_server=True)
    return desk


def vouch(raw: bytes) -> bytes:
    """What a shop's server writes on top of a mail that it found to be from its sender."""
    found = re.search(rb"^From:.*?@([a-z.]+)", raw, re.MULTILINE | re.IGNORECASE)
    domain = found[1] if found else b"none.test"
    return b"Authentication-Results: mx.test; dmarc=pass header.from=" + domain + b"\r\n" + raw


def machine_mails(place: Town, sender: str) -> int:
    return sum(letter.mail["From"].addresses[0].addr_spec == sender for letter in place.delivered)


def test_two_shops_that_answer_each_other_end(desk: Desk, place: Town) -> None:
    trusting(desk)
    other = trusting(make_desk("other", OTHER, "arjun@example.com"))
    place.on_the_way = vouch
    _begin(place)
    assert place.rounds(ROUNDS) < 10
    assert (_words_of(desk), _words_of(other)) == (1, 0)
    place.post(mail("Where is my parcel?"), to=SHOP_ADDRESS, mail_from="sunita@example.in")
    place.rounds(ROUNDS)
    assert _words_of(desk) == 2


def test_they_end_too_where_every_sign_of_a_machine_is_lost_on_the_way(desk: Desk, place: Town) -> None:
    trusting(desk)
    other = trusting(make_desk("other", OTHER, "arjun@example.com"))
    place.on_the_way = lambda raw: vouch(SPEAKING.sub(b"", raw))
    _begin(place)
    assert place.rounds(ROUNDS) < 10
    assert (_words_of(desk), _words_of(other)) == (1, 1)


def _words_of(shop: Desk) -> int:
    with store_scope(shop.store_id):
        return Message.objects.filter(is_automatic=True, direction="out").count()


def _begin(place: Town) -> None:
    """Let somebody write to one shop in the name of the other: the first mail of a loop."""
    first = mail("Do you sell cushions?", sender=f"Other <{OTHER}>", to=SHOP_ADDRESS)
    place.post(first, to=SHOP_ADDRESS, mail_from=OTHER)


@pytest.mark.parametrize(
    ("rounds", "hours"),
    [
        (50, 0),
        (50, 13),
        pytest.param(ROUNDS, 0, marks=pytest.mark.slow),
        pytest.param(ROUNDS, 13, marks=pytest.mark.slow),
    ],
)
def test_a_naive_responder_gets_three_words_at_most_however_long_it_goes_on(
    desk: Desk, place: Town, rounds: int, hours: int
) -> None:
    trusting(desk)
    place.on_the_way = vouch
    count = 0

    def answer(text: str = "I am away until Monday.") -> EmailMessage:
        nonlocal count
        count += 1
        return mail(text, sender=f"Robot <{ROBOT}>", subject=f"Your mail {count}")

    place.dwellers[ROBOT] = lambda letter: answer()
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(rounds):
            if not place.waiting:
                place.post(answer(), to=SHOP_ADDRESS, mail_from=ROBOT)
            place.rounds(1)
            clock.shift(timedelta(hours=hours, seconds=1))
        assert 1 <= machine_mails(place, SHOP_ADDRESS) <= 3
        place.post(mail("Where is my parcel?"), to=SHOP_ADDRESS, mail_from="sunita@example.in")
        place.rounds(2)
    assert place.delivered[-1].recipients == ("sunita@example.in",)
    with store_scope(desk.store_id):
        theirs = Conversation.objects.get(identity__address="sunita@example.in")
        assert theirs.state == Conversation.State.OPEN
        reply(desk.actor, theirs, text="Kal aayega", client_key="k")
    with time_machine.travel(later()):
        work()
    assert "Kal aayega" in place.waiting[-1].mail.as_string()


def test_a_responder_that_answers_in_the_thread_gets_one_word(desk: Desk, place: Town) -> None:
    trusting(desk)
    place.on_the_way = vouch

    def answer(letter: Letter) -> EmailMessage:
        to = str(letter.mail["Reply-To"].addresses[0].addr_spec)
        return mail("I am away", sender=ROBOT, to=to, answers=letter.mail["Message-ID"], subject="Re: away")

    place.dwellers[ROBOT] = answer
    place.post(mail("Hello", sender=ROBOT), to=SHOP_ADDRESS, mail_from=ROBOT)
    assert place.rounds(ROUNDS) < 10
    assert machine_mails(place, SHOP_ADDRESS) == 1


def test_mails_alone_take_a_solved_conversation_up_five_times_a_day(desk: Desk, place: Town) -> None:
    first = mail("One")
    place.post(first, to=SHOP_ADDRESS, mail_from="sunita@example.in")
    with time_machine.travel(NOON, tick=False) as clock:
        place.rounds(1)
        states = []
        for number in range(REOPENINGS + 2):
            with store_scope(desk.store_id):
                solve_conversation(desk.actor, Conversation.objects.get())
            again = mail(f"Again {number}", answers=first["Message-ID"], subject="Re: Order PT-20418")
            place.post(again, to=SHOP_ADDRESS, mail_from="sunita@example.in")
            place.rounds(1)
            with store_scope(desk.store_id):
                states.append(Conversation.objects.get().state)
        assert states == ["open"] * REOPENINGS + ["solved"] * 2
        with store_scope(desk.store_id):
            assert Event.objects.filter(kind="conversation.reopened_too_often").count() == 2
            assert Message.objects.count() == REOPENINGS + 3
            reply(desk.actor, Conversation.objects.get(), text="Namaste", client_key="k", solve=True)
        clock.shift(timedelta(minutes=1))
        last = mail("A person writes on", answers=first["Message-ID"], subject="Re: Order PT-20418")
        place.post(last, to=SHOP_ADDRESS, mail_from="sunita@example.in")
        place.rounds(3)
        with store_scope(desk.store_id):
            assert Conversation.objects.get().state == Conversation.State.OPEN


def test_a_report_to_the_return_path_finds_its_message_without_any_other_name(
    desk: Desk, place: Town
) -> None:
    place.post(mail(), to=SHOP_ADDRESS, mail_from="sunita@example.in")
    place.rounds(1)
    with store_scope(desk.store_id):
        reply(desk.actor, Conversation.objects.get(), text="Kal", client_key="k")
    with time_machine.travel(later()):
        work()
        [left] = place.waiting
        assert left.mail_from != SHOP_ADDRESS
        place.rounds(1)
        place.post(
            report(recipient="hidden@elsewhere.test", to=left.mail_from), to=left.mail_from, mail_from=""
        )
        place.rounds(1)
    with store_scope(desk.store_id):
        assert Delivery.objects.get().state == Delivery.State.FAILED


def test_an_address_that_the_server_does_not_know_is_put_on_the_list_at_once(desk: Desk, place: Town) -> None:
    place.post(mail(), to=SHOP_ADDRESS, mail_from="sunita@example.in")
    place.rounds(1)
    place.dead.add("sunita@example.in")
    with store_scope(desk.store_id):
        reply(desk.actor, Conversation.objects.get(), text="Kal", client_key="k")
    with time_machine.travel(later()):
        work()
    with store_scope(desk.store_id):
        assert Delivery.objects.get().state == Delivery.State.FAILED
        assert Suppression.objects.get().address == "sunita@example.in"
