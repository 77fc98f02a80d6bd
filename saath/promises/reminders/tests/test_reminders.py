"""Who says nothing to our answer is reminded and after a while it is closed: kindly, once, and never against their wish."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
import time_machine

from saath.conversations.actions.spam import call_spam
from saath.conversations.actions.suppression import suppress_address
from saath.conversations.models import Conversation, Message, Solution
from saath.conversations.tests.builders import Desk, only_conversation, sent_mails, work
from saath.core.errors import Conflict
from saath.promises.models import OwnWord
from saath.promises.reminders.actions.restored import begin_own_words_anew
from saath.promises.reminders.actions.silent import remind_customer, undo_closing
from saath.promises.reminders.tests.builders import NOON, after, answered, let_speak, look, trusting, written
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
State = Conversation.State


@pytest.fixture(autouse=True)
def _shop(desk: Desk) -> None:
    trusting(desk)


@pytest.fixture
def asked(desk: Desk) -> Message:
    """A conversation in which we asked something on Monday noon, by mail; reminders are on since the day before."""
    let_speak(desk, "reminder", at=NOON - timedelta(days=1))
    written()
    with store_scope(desk.store_id):
        return answered(desk, only_conversation())


def plain(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def own() -> Sequence[EmailMessage]:
    """Return the mails that Saath wrote by itself after the acknowledgement."""
    return [each for each in sent_mails() if each["Auto-Submitted"] is not None][1:]


def suppress(conversation: Conversation) -> None:
    """Let the address of a customer send a mail of ours back."""
    identity = conversation.identity
    suppress_address(
        TEST,
        namespace="email",
        key=identity.key,
        address=identity.address,
        reason="bounced",
        status="5.1.1",
        message=Message.objects.latest("id"),
    )


def kinds(desk: Desk) -> list[str]:
    with store_scope(desk.store_id):
        return list(OwnWord.objects.order_by("pk").values_list("kind", flat=True))


def test_a_silent_customer_is_reminded_once_in_their_language(desk: Desk, asked: Message) -> None:
    look(desk, after(days=3, hours=-1))
    assert own() == []
    look(desk, after(days=3, hours=1))
    [reminder] = own()
    assert "we answered you on Monday, 23 November" in plain(reminder)
    assert reminder["Auto-Submitted"] == "auto-replied"
    assert "+" in reminder["Reply-To"]
    for day in (3.1, 4, 6, 9, 20):
        look(desk, after(days=day))
    assert len(own()) == 1
    with store_scope(desk.store_id):
        message = Message.objects.filter(is_automatic=True).latest("id")
        assert message.recipients[0]["why"] == "reminder"
        assert message.recipients[0]["days"] == 3
        conversation = only_conversation()
        assert conversation.state == State.PENDING
        assert conversation.last_text == "Which size?"


def test_who_writes_in_hindi_is_reminded_in_hindi(desk: Desk) -> None:
    let_speak(desk, "reminder", at=NOON - timedelta(days=1))
    written(text="मेरा पार्सल कब तक आएगा? मुझे अभी तक नहीं मिला।")
    with store_scope(desk.store_id):
        answered(desk, only_conversation())
    look(desk, after(days=3, hours=1))
    assert plain(own()[0]).startswith("नमस्ते")
    assert "सोमवार" in plain(own()[0])


def test_a_second_reminder_where_the_shop_wants_two(desk: Desk, asked: Message) -> None:
    let_speak(desk, "reminder", at=NOON, remind_times=2, remind_after_days=2)
    for day in (2.05, 3, 4.1, 5, 7, 8):
        look(desk, after(days=day))
    with store_scope(desk.store_id):
        told = list(OwnWord.objects.order_by("pk").values_list("number", "days"))
    assert told == [(1, 2), (2, 4)]


def test_whoever_answers_is_not_reminded_and_a_new_answer_begins_a_new_wait(
    desk: Desk, asked: Message
) -> None:
    written(
        after(days=2),
        text="Size M, please.",
        subject="Re: Order PT-20418",
        answers=sent_mails()[-1]["Message-ID"],
    )
    look(desk, after(days=3, hours=1))
    assert own() == []
    with store_scope(desk.store_id):
        answered(desk, only_conversation(), after(days=3, hours=2), text="And which colour?")
    look(desk, after(days=6, hours=1))
    assert own() == []
    look(desk, after(days=7))
    assert len(own()) == 1


def test_no_reminder_after_thanks(desk: Desk) -> None:
    let_speak(desk, "reminder", at=NOON - timedelta(days=1))
    written(text="Thank you so much!")
    with store_scope(desk.store_id):
        answered(desk, only_conversation(), text="You are welcome.")
    look(desk, after(days=4))
    assert kinds(desk) == []


def test_none_for_spam_and_suppressed_addresses(desk: Desk, asked: Message) -> None:
    with store_scope(desk.store_id):
        suppress(only_conversation())
    look(desk, after(days=4))
    assert kinds(desk) == []
    with store_scope(desk.store_id):
        call_spam(desk.actor, only_conversation())
    look(desk, after(days=5))
    assert kinds(desk) == []


def test_none_where_our_answer_did_not_arrive(desk: Desk, asked: Message) -> None:
    with store_scope(desk.store_id):
        asked.delivery.report = "bounced"
        asked.delivery.save()
    look(desk, after(days=4))
    assert kinds(desk) == []


def test_at_night_it_waits_for_the_shop_to_open(desk: Desk, asked: Message) -> None:
    night = after(days=3, hours=9)
    look(desk, night)
    assert own() == []
    with time_machine.travel(after(days=4, hours=-2), tick=False):
        work()
    assert len(own()) == 1


def test_switching_it_on_reminds_nobody_of_what_was_before(desk: Desk) -> None:
    written()
    with store_scope(desk.store_id):
        answered(desk, only_conversation())
    let_speak(desk, "reminder", at=after(days=5))
    look(desk, after(days=6))
    assert kinds(desk) == []


def test_after_a_restore_nobody_is_reminded_who_may_have_been_since(desk: Desk, asked: Message) -> None:
    look(desk, after(days=3, hours=9))  # it waits for the morning
    with store_scope(desk.store_id):
        begin_own_words_anew(TEST)
    look(desk, after(days=4))
    look(desk, after(days=5))
    assert own() == []


def test_two_looks_at_once_and_a_look_repeated_say_it_once(desk: Desk, asked: Message) -> None:
    with time_machine.travel(after(days=3, hours=1), tick=False), store_scope(desk.store_id):
        for _time in range(3):
            remind_customer(TEST, only_conversation())
        work()
    assert len(own()) == 1


def closing(desk: Desk) -> OwnWord:
    with store_scope(desk.store_id):
        return OwnWord.objects.select_related("conversation", "solution").get(kind="closing")


def run_closed(desk: Desk) -> None:
    let_speak(desk, "closing", at=NOON)
    for day in (3.05, 9, 10.1):
        look(desk, after(days=day))


def test_after_reminder_and_silence_it_is_closed_and_the_customer_told_kindly(
    desk: Desk, asked: Message
) -> None:
    run_closed(desk)
    assert kinds(desk) == ["reminder", "closing"]
    told = plain(own()[-1])
    assert "answer this message whenever you like" in told
    with store_scope(desk.store_id):
        conversation = only_conversation()
        assert conversation.state == State.SOLVED
        solution = Solution.objects.get()
        assert solution.is_quiet
        assert solution.solved_by is None
    look(desk, after(days=12))
    assert kinds(desk) == ["reminder", "closing"]


def test_who_answers_a_closing_goes_on_where_it_stopped(desk: Desk, asked: Message) -> None:
    run_closed(desk)
    written(
        after(days=12), text="Size M, please.", subject="Re: Order PT-20418", answers=own()[-1]["Message-ID"]
    )
    with store_scope(desk.store_id):
        assert only_conversation().state == State.OPEN
        assert Solution.objects.get().reopened_at is not None


def test_a_closing_is_taken_back_and_not_done_again(desk: Desk, asked: Message) -> None:
    run_closed(desk)
    word = closing(desk)
    with time_machine.travel(after(days=10.2), tick=False), store_scope(desk.store_id):
        assert undo_closing(desk.actor, word).state == State.PENDING
        with pytest.raises(Conflict):
            undo_closing(desk.actor, word)
    look(desk, after(days=12))
    look(desk, after(days=20))
    assert kinds(desk) == ["reminder", "closing"]
    with store_scope(desk.store_id):
        assert only_conversation().state == State.PENDING
        assert Solution.objects.get().withdrawn_at is not None


def test_what_nobody_may_be_told_of_is_closed_without_a_word(desk: Desk) -> None:
    let_speak(desk, "closing", at=NOON)
    written()
    with store_scope(desk.store_id):
        answered(desk, only_conversation())
        suppress(only_conversation())
    look(desk, after(days=7.1))
    assert own() == []
    assert (closing(desk).message, closing(desk).untold) == (None, "suppressed")


def test_no_more_than_sixty_words_an_hour(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("saath.promises.reminders.rules.MOST_AN_HOUR", 2)
    let_speak(desk, "reminder", at=NOON - timedelta(days=1))
    for number in range(4):
        written(subject=f"Order {number}", sender=f"Customer {number} <c{number}@example.in>")
    with store_scope(desk.store_id):
        for conversation in Conversation.objects.order_by("pk"):
            answered(desk, conversation)
    said: list[tuple[datetime, int]] = []
    for hours in (0.5, 1.7):
        at = after(days=3, hours=hours)
        look(desk, at)
        said.append((at, len(kinds(desk))))
    assert [count for _at, count in said] == [2, 4]
