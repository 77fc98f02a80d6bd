"""However many conversations and addresses somebody has: machines say no more than three words a day to them, in open hours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
import time_machine

from saath.conversations.actions.suppression import suppress_address
from saath.conversations.models import Conversation, Message
from saath.conversations.tests.builders import Desk, make_desk, work
from saath.customers.actions.merge import merge_customers
from saath.promises.amends.actions.make import make_amends
from saath.promises.amends.tests.test_making import decide
from saath.promises.models import Amends, Clock, OwnWord
from saath.promises.reminders.tests.builders import NOON, after, answered, let_speak, look, trusting, written
from saath.stores.calendar import calendar_of
from saath.stores.hours import is_open
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
HOME, WORK = "Sunita Verma <sunita@example.in>", "Sunita Verma <sunita@work.example.in>"


@pytest.fixture
def desk() -> Desk:
    made = make_desk()
    trusting(made)
    for kind in ("reminder", "closing", "thanks"):
        let_speak(made, kind, at=NOON - DAY)
    return made


def said(desk: Desk) -> list[Message]:
    """Return all that machines have said, in order."""
    with store_scope(desk.store_id):
        return list(Message.objects.filter(is_automatic=True).order_by("sent_at", "pk"))


def most_within_a_day(times: Sequence[datetime]) -> int:
    """Return how many at most lie within any 24 hours."""
    return max(sum(start <= each < start + DAY for each in times) for start in times)


def of_one_customer(desk: Desk) -> None:
    """Let all who wrote be one and the same."""
    with store_scope(desk.store_id):
        first, *others = Conversation.objects.order_by("pk").select_related("customer")
        for other in others:
            other.refresh_from_db()
            if other.customer_id != first.customer_id:
                merge_customers(desk.actor, other.customer, into=first.customer)


def test_one_customer_gets_three_words_a_day_of_all_kinds(desk: Desk) -> None:
    decide(desk)
    for number in range(4):
        written(sender=HOME, subject=f"Order {number}")
        written(sender=WORK, subject=f"Parcel {number}")
    of_one_customer(desk)
    with store_scope(desk.store_id):
        waiting = list(Conversation.objects.order_by("pk"))
    # The last two wait on: their promise is missed. Some of the others are answered, some are solved.
    for number, conversation in enumerate(waiting[:-2]):
        with store_scope(desk.store_id):
            answered(desk, conversation, after(hours=0.01 + number / 100), solve=number % 3 == 2)
    for hours in range(1, 24 * 16, 3):
        look(desk, after(hours=hours))
    words = said(desk)
    kinds = {str(each.recipients[0]["why"]) for each in words}
    assert {"acknowledgement", "reminder", "closing", "apology"} <= kinds
    assert most_within_a_day([each.sent_at for each in words]) == 3
    with store_scope(desk.store_id):
        calendar = calendar_of(desk.store_id)
        assert Amends.objects.count() == 1
    late = [each for each in words if each.recipients[0]["why"] != "acknowledgement"]
    assert all(is_open(calendar, each.sent_at) for each in late)


def test_an_apology_waits_for_the_shop_to_open_and_for_words_before_it(desk: Desk) -> None:
    decide(desk)
    written()
    night = after(hours=9)
    with store_scope(desk.store_id):
        clock = Clock.objects.get(kind="first_answer")
        Clock.objects.filter(pk=clock.pk).update(missed_at=night, next_at=None)
        with time_machine.travel(night, tick=False):
            opens = make_amends(TEST, clock)
            assert opens == after(hours=22)
            assert not Amends.objects.exists()
        conversation = clock.conversation
        for _each in range(2):
            OwnWord.objects.create(
                conversation=conversation,
                identity=conversation.identity,
                kind="reminder",
                message=Message.objects.get(is_automatic=True),
                created_at=night,
            )
        with time_machine.travel(opens, tick=False):
            assert make_amends(TEST, clock) == night + DAY
            OwnWord.objects.first().delete()  # type: ignore[union-attr]  # there are two
            assert make_amends(TEST, clock) is None
            assert Amends.objects.get().state == "sent"


def test_apologies_count_among_the_words_of_an_hour(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("saath.promises.reminders.rules.MOST_AN_HOUR", 2)
    decide(desk, gift="words")
    for number in range(5):
        written(sender=f"Customer {number} <c{number}@example.in>", subject=f"Order {number}")
    told = []
    for minutes in (6, 40, 68, 130):
        with time_machine.travel(NOON + timedelta(minutes=minutes), tick=False):
            work()
        told.append(sum(each.recipients[0]["why"] == "apology" for each in said(desk)))
    assert told == [2, 2, 4, 5]


def test_who_wants_no_mail_gets_no_word_of_any_kind(desk: Desk) -> None:
    decide(desk)
    written(subject="One")
    with store_scope(desk.store_id):
        [first] = Conversation.objects.select_related("identity")
        suppress_address(
            TEST,
            namespace="email",
            key=first.identity.key,
            address=first.identity.address,
            reason="bounced",
            status="5.1.1",
            message=Message.objects.latest("pk"),
        )
        before = len(said(desk))
        answered(desk, first, after(hours=0.01))
    written(after(hours=1), subject="Two")
    written(after(hours=1.1), subject="Three")
    with store_scope(desk.store_id):
        answered(desk, Conversation.objects.latest("pk"), after(hours=1.12), solve=True)
    for hours in range(2, 24 * 14, 6):
        look(desk, after(hours=hours))
    assert len(said(desk)) == before == 1
    with store_scope(desk.store_id):
        assert set(OwnWord.objects.values_list("kind", "untold")) == {("closing", "suppressed")}
        assert not Amends.objects.exists()
