"""Solved, and what comes of it: by what, whether the customer agrees, thanks, and an answer that comes late."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
import time_machine

from saath.conversations.actions.accounts import trust_server
from saath.conversations.actions.customer_says import confirm_solution, refuse_solution
from saath.conversations.actions.reply import reply, undo_reply
from saath.conversations.actions.suppression import suppress_address
from saath.conversations.actions.triage import reopen_conversation, solve_conversation
from saath.conversations.models import Conversation, Message, Solution
from saath.conversations.solving.links import links_of, solution_of_link
from saath.conversations.tests.builders import (
    Desk,
    arrive,
    mail,
    make_desk,
    only_conversation,
    said,
    sent_mails,
    work,
)
from saath.core.errors import BadInput, NotFound
from saath.core.tokens import BadToken, ExpiredToken
from saath.stores.actions.settings import set_after_solving
from saath.stores.tests.builders import TEST
from saath.tenancy.actor import Actor
from saath.tenancy.models import Domain
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

pytestmark = pytest.mark.django_db
State, Resolution = Conversation.State, Conversation.Resolution
NOON = datetime(2037, 11, 23, 6, 30, tzinfo=UTC)
PROVED = "mx.paanch.test; dmarc=pass header.from=example.in"
CUSTOMER = Actor(kind="customer", label="by the link")


def proved(text: str = "Where is my parcel? I ordered it last week.", **given: str) -> EmailMessage:
    return mail(text, headers={"Authentication-Results": PROVED}, **given)


def plain(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


@pytest.fixture(autouse=True)
def _shop(desk: Desk) -> None:
    Domain.objects.create(store=desk.shop.store, purpose=Domain.Purpose.SHOPPER, host="help.paanch.test")
    with store_scope(desk.store_id):
        trust_server(TEST, desk.account, authserv_ids="mx.paanch.test", is_behind_server=True)


def opened(at: datetime = NOON, message: EmailMessage | None = None) -> None:
    with time_machine.travel(at, tick=False):
        arrive(message or proved())


def answer(desk: Desk, at: datetime = NOON, *, solve: bool = True, resolution: str = "answer") -> Message:
    with time_machine.travel(at, tick=False), store_scope(desk.store_id):
        key = f"{at.timestamp()}"
        return reply(
            desk.actor,
            only_conversation(),
            text="It comes tomorrow.",
            client_key=key,
            solve=solve,
            resolution=resolution,
        )


def leave(at: datetime) -> None:
    with time_machine.travel(at, tick=False):
        work()


def solution(desk: Desk) -> Solution:
    with store_scope(desk.store_id):
        return Solution.objects.select_related("conversation__identity").get()


def kinds(desk: Desk) -> list[str]:
    with store_scope(desk.store_id):
        return list(Event.objects.order_by("id").values_list("kind", flat=True))


def after(minutes: float = 0, days: float = 0) -> datetime:
    return NOON + timedelta(minutes=minutes, days=days)


def test_it_is_solved_with_what_put_it_right_and_another_choice_changes_that(desk: Desk) -> None:
    opened()
    with store_scope(desk.store_id):
        solved = solve_conversation(desk.actor, only_conversation())
        assert solved.resolution == Resolution.ANSWER
        solved = solve_conversation(desk.actor, only_conversation(), resolution=Resolution.REFUND)
        assert (solved.state, solved.resolution) == (State.SOLVED, Resolution.REFUND)
        assert only_conversation().resolution == Resolution.REFUND
    assert solution(desk).resolution == Resolution.REFUND
    assert kinds(desk).count("conversation.solved") == 1
    with store_scope(desk.store_id):
        reopened = reopen_conversation(desk.actor, only_conversation())
        assert (reopened.state, reopened.resolution) == (State.OPEN, "")
    assert solution(desk).withdrawn_at is not None


def test_no_other_resolution_is_taken(desk: Desk) -> None:
    opened()
    with store_scope(desk.store_id), pytest.raises(BadInput):
        solve_conversation(desk.actor, only_conversation(), resolution="magic")


def test_an_answer_that_solves_asks_below_itself_and_the_thread_does_not_show_the_links(desk: Desk) -> None:
    opened()
    answer(desk, resolution=Resolution.REDELIVERY)
    leave(after(1))
    sent = plain(sent_mails()[-1])
    assert "It comes tomorrow.\n\nIs it sorted?\nYes: http://help.paanch.test/sorted/" in sent
    assert sent.count("?is=not-yet") == 1
    with store_scope(desk.store_id):
        assert "sorted" not in said(only_conversation())[-1][1]
    assert solution(desk).resolution == Resolution.REDELIVERY
    leave(after(30))
    assert len(sent_mails()) == 2  # the acknowledgement, and the answer


def test_an_answer_that_is_taken_back_solved_nothing(desk: Desk) -> None:
    opened()
    answer(desk, solve=False)
    leave(after(1))
    solving = answer(desk, after(5))
    with store_scope(desk.store_id), time_machine.travel(after(5), tick=False):
        undo_reply(desk.actor, solving)
        assert not Solution.objects.exists()
        assert (only_conversation().state, only_conversation().resolution) == (State.PENDING, "")


def solve_without_words(desk: Desk, at: datetime) -> None:
    with time_machine.travel(at, tick=False), store_scope(desk.store_id):
        solve_conversation(desk.actor, only_conversation())
    leave(at)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Where is my parcel? I ordered it last week.", "Is it sorted?"),
        ("मेरा पार्सल कब तक आएगा? मुझे अभी तक नहीं मिला।", "क्या आपकी बात बन गई?"),
        ("મારું પાર્સલ ક્યારે આવશે? મને હજી મળ્યું નથી.", "તમારી વાત ઉકેલાઈ?"),
    ],
)
def test_who_was_answered_before_is_thanked_and_asked_once_soon_after(
    desk: Desk, text: str, question: str
) -> None:
    opened(message=proved(text))
    answer(desk, solve=False)
    leave(after(1))
    solve_without_words(desk, after(5))
    assert len(sent_mails()) == 2
    leave(after(16))
    leave(after(60))
    asked = sent_mails()
    assert len(asked) == 3
    assert question in plain(asked[-1])
    assert asked[-1]["Auto-Submitted"]
    assert "Meera" in str(asked[-1]["From"])
    with store_scope(desk.store_id):
        assert only_conversation().state == State.SOLVED


def test_who_thinks_better_of_it_within_ten_minutes_asks_nobody(desk: Desk) -> None:
    opened()
    answer(desk, solve=False)
    solve_without_words(desk, after(5))
    with time_machine.travel(after(8)), store_scope(desk.store_id):
        reopen_conversation(desk.actor, only_conversation())
    leave(after(30))
    assert len(sent_mails()) == 2


def test_nobody_is_asked_who_is_unproved_unanswered_or_suppressed_or_where_the_shop_does_not_want_it(
    desk: Desk,
) -> None:
    opened()
    solve_without_words(desk, after(5))
    leave(after(30))
    assert len(sent_mails()) == 1  # nobody has answered
    with store_scope(desk.store_id):
        reopen_conversation(desk.actor, only_conversation())
        set_after_solving(TEST, asks=False, follow_up_after_days=14)
    answer(desk, after(40))
    leave(after(60))
    assert "sorted" not in plain(sent_mails()[-1])
    assert solution_times(desk) == [None, None]


def solution_times(desk: Desk) -> list[datetime | None]:
    with store_scope(desk.store_id):
        return list(Solution.objects.order_by("id").values_list("asked_at", flat=True))


def test_an_address_that_may_be_borrowed_gets_no_links(desk: Desk) -> None:
    opened(message=mail())
    answer(desk)
    leave(after(1))
    assert "sorted" not in plain(sent_mails()[-1])
    leave(after(30))
    assert solution_times(desk) == [None]


def test_a_suppressed_address_is_not_asked(desk: Desk) -> None:
    opened()
    answer(desk, solve=False)
    leave(after(1))
    solve_without_words(desk, after(5))
    with store_scope(desk.store_id):
        suppress(desk)
    leave(after(30))
    assert solution_times(desk) == [None]


def suppress(desk: Desk) -> None:
    conversation = only_conversation()
    identity, last = conversation.identity, Message.objects.latest("id")
    suppress_address(
        TEST,
        namespace=identity.namespace,
        key=identity.key,
        address=identity.address,
        reason="bounced",
        status="5.1.1",
        message=last,
    )


def test_only_the_customers_word_makes_it_confirmed_and_said_twice_it_is_one(desk: Desk) -> None:
    opened()
    answer(desk)
    with store_scope(desk.store_id):
        confirm_solution(CUSTOMER, solution(desk))
        confirm_solution(CUSTOMER, solution(desk))
        assert only_conversation().confirmed_at is not None
    assert kinds(desk).count("solution.confirmed") == 1
    leave(after(days=8))
    assert solution(desk).silent_at is None


def test_seven_days_of_silence_are_silence(desk: Desk) -> None:
    opened()
    answer(desk)
    leave(after(1))
    leave(after(days=6.9))
    assert solution(desk).silent_at is None
    leave(after(days=7, minutes=1))
    assert solution(desk).silent_at == after(days=7)
    with store_scope(desk.store_id):
        assert only_conversation().confirmed_at is None


def test_not_yet_takes_it_up_again_with_the_customers_words_once(desk: Desk) -> None:
    opened()
    answer(desk)
    with store_scope(desk.store_id):
        for _press in range(2):
            refuse_solution(CUSTOMER, solution(desk), words="The box was empty", client_key="portal:1")
        conversation = only_conversation()
        assert (conversation.state, conversation.resolution) == (State.OPEN, "")
        assert conversation.waiting_since is not None
        assert said(conversation)[-1] == ("in", "The box was empty")
        assert [direction for direction, _text in said(conversation)].count("in") == 2
        assert not Message.objects.latest("id").may_reveal
    assert solution(desk).reopened_at is not None


def test_a_mail_takes_it_up_again_too(desk: Desk) -> None:
    opened()
    answer(desk)
    leave(after(1))
    late(desk, 0.5, "It has not come")
    assert solution(desk).reopened_at == after(days=0.5)


def test_a_link_is_its_shops_and_its_questions_alone_and_ends(desk: Desk) -> None:
    opened()
    answer(desk)
    with store_scope(desk.store_id):
        sealed = re.findall("/sorted/([a-z2-7]+)/", links_of(solution(desk))["yes"])[0]
        with time_machine.travel(after(days=29)):
            assert solution_of_link(sealed.upper()) == solution(desk)
        with time_machine.travel(after(days=31)), pytest.raises(ExpiredToken):
            solution_of_link(sealed)
        for changed in ("x" + sealed[1:], sealed[:-1], sealed[:-1] + "=", "", "é"):
            with pytest.raises(BadToken):
                solution_of_link(changed)
    other = make_desk("other-shop", "hello@other.test", "eve@example.com")
    with store_scope(other.store_id), pytest.raises(NotFound):
        solution_of_link(sealed)


@pytest.mark.parametrize(
    ("text", "state", "is_confirmed"),
    [
        ("Thank you so much Meera 🙏", State.SOLVED, False),
        ("Got it, thanks!", State.SOLVED, True),
        ("Thanks but it is still broken", State.OPEN, False),
    ],
)
def test_thanks_take_nothing_up_again(desk: Desk, text: str, state: str, is_confirmed: bool) -> None:
    opened()
    answer(desk)
    leave(after(1))
    opened(after(20), proved(text, subject="Re: Order PT-20418"))
    with store_scope(desk.store_id):
        conversation = only_conversation()
        assert conversation.state == state
        assert (conversation.confirmed_at is not None) == is_confirmed
        assert said(conversation)[-1][1] == text
    assert (solution(desk).reopened_at is None) == (state == State.SOLVED)


def late(desk: Desk, days: float, text: str = "The second pillow is torn too", sender: str = "") -> None:
    with store_scope(desk.store_id):
        key = Message.objects.filter(direction="out", is_automatic=False).latest("id").keys.get().key
    given = {"sender": sender} if sender else {}
    opened(after(days=days), proved(text, subject="Re: Order PT-20418", answers=f"<{key}>", **given))


def test_a_late_answer_opens_a_conversation_that_follows_and_the_next_one_goes_there(desk: Desk) -> None:
    opened()
    answer(desk)
    leave(after(1))
    late(desk, 20)
    with store_scope(desk.store_id):
        old, new = Conversation.objects.order_by("id")
        assert (old.state, new.state, new.follows_id) == (State.SOLVED, State.OPEN, old.pk)
        assert (new.customer_id, new.subject) == (old.customer_id, "Re: Order PT-20418")
    late(desk, 21, "And the cover")
    with store_scope(desk.store_id):
        assert Conversation.objects.count() == 2
        assert said(new)[-1] == ("in", "And the cover")
    told = kinds(desk)
    assert (told.count("conversation.followed"), told.count("conversation.follows")) == (1, 1)


def test_within_the_shops_own_time_it_is_the_same_conversation(desk: Desk) -> None:
    opened()
    answer(desk)
    leave(after(1))
    with store_scope(desk.store_id):
        set_after_solving(TEST, asks=True, follow_up_after_days=30)
    late(desk, 20)
    with store_scope(desk.store_id):
        assert only_conversation().state == State.OPEN


def test_late_thanks_open_nothing(desk: Desk) -> None:
    opened()
    answer(desk)
    leave(after(1))
    late(desk, 20, "Thank you!")
    with store_scope(desk.store_id):
        assert only_conversation().state == State.SOLVED


def test_a_stranger_who_answers_late_gets_a_conversation_that_follows_nothing(desk: Desk) -> None:
    opened()
    answer(desk)
    leave(after(1))
    late(desk, 20, sender="Eve <eve@example.in>")
    with store_scope(desk.store_id):
        assert Conversation.objects.filter(follows=None).count() == 2
