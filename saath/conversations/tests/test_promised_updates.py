"""A promised update has a clock of its own: kept, missed, withdrawn, and never forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine

from saath.conversations.actions.promising import Promise
from saath.conversations.actions.reply import reply, undo_reply
from saath.conversations.actions.spam import call_spam
from saath.conversations.actions.triage import assign_conversation, solve_conversation
from saath.conversations.actions.updates import keep_update, promise_update, withdraw_update
from saath.conversations.models import Conversation, Message, PromisedUpdate
from saath.conversations.queries.inbox import list_queue, queue_counts
from saath.conversations.queues import QUEUES
from saath.conversations.tests.builders import Desk, arrive, mail, only_conversation, work
from saath.core.errors import BadInput, Conflict
from saath.stores.hours import INDIA
from saath.stores.queries import actor_of
from saath.stores.tests.builders import make_colleague
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

pytestmark = pytest.mark.django_db
Kind, State = PromisedUpdate.Kind, PromisedUpdate.State
MORNING = datetime(2026, 11, 18, 9, 0, tzinfo=INDIA)
EVENING, TOMORROW = MORNING.replace(hour=18), MORNING + timedelta(days=1)


@pytest.fixture(autouse=True)
def _waiting(desk: Desk) -> None:
    with time_machine.travel(MORNING, tick=False):
        arrive(mail())


def answer(desk: Desk, at: datetime, promise: Promise | None = None, *, solve: bool = False) -> Message:
    with time_machine.travel(at, tick=False), store_scope(desk.store_id):
        return reply(
            desk.actor,
            only_conversation(),
            text="Aaj batati hoon.",
            client_key=str(at.timestamp()),
            promise=promise,
            solve=solve,
        )


def by_phone(desk: Desk, due_at: datetime = EVENING) -> PromisedUpdate:
    with time_machine.travel(MORNING, tick=False), store_scope(desk.store_id):
        return promise_update(desk.actor, only_conversation(), promise=Promise(Kind.CALL, due_at, "refund"))


def only_update(desk: Desk) -> PromisedUpdate:
    with store_scope(desk.store_id):
        return PromisedUpdate.objects.get()


def queue_of_today(desk: Desk) -> list[datetime | None]:
    with store_scope(desk.store_id):
        return [row.update_due_at for row in list_queue(desk.actor, QUEUES["promised"], zone=INDIA).rows]


def test_a_promise_in_an_answer_is_kept_by_the_next_answer_in_time(desk: Desk) -> None:
    answer(desk, MORNING, Promise(Kind.WRITE, EVENING))
    with time_machine.travel(MORNING):
        assert queue_of_today(desk) == [EVENING]
        with store_scope(desk.store_id):
            counts = queue_counts(desk.actor, zone=INDIA)
            assert (counts["promised"], counts["customer"]) == (1, 0)
    answer(desk, EVENING - timedelta(minutes=18))
    kept = only_update(desk)
    assert (kept.state, kept.kept_at) == (State.KEPT, EVENING - timedelta(minutes=18))
    with time_machine.travel(EVENING):
        assert queue_of_today(desk) == []


def test_a_missed_promise_is_told_and_stays_owed_until_it_comes(desk: Desk) -> None:
    answer(desk, MORNING, Promise(Kind.WRITE, EVENING))
    with time_machine.travel(TOMORROW):
        work()
        assert queue_of_today(desk) == [EVENING]
        with store_scope(desk.store_id):
            assert Event.objects.filter(kind="update.missed").count() == 1
    assert only_update(desk).state == State.MISSED
    answer(desk, TOMORROW)
    late = only_update(desk)
    assert (late.state, late.kept_at) == (State.MISSED, TOMORROW)
    with store_scope(desk.store_id):
        assert only_conversation().update_due_at is None


def test_a_later_day_waits_with_the_customer(desk: Desk) -> None:
    answer(desk, MORNING, Promise(Kind.WRITE, TOMORROW))
    with time_machine.travel(MORNING), store_scope(desk.store_id):
        counts = queue_counts(desk.actor, zone=INDIA)
        assert (counts["promised"], counts["customer"]) == (0, 1)


def test_a_call_is_not_made_by_writing(desk: Desk) -> None:
    by_phone(desk)
    answer(desk, MORNING + timedelta(hours=1))
    assert only_update(desk).state == State.OPEN
    with store_scope(desk.store_id):
        keep_update(desk.actor, only_conversation())
    assert only_update(desk).kept_at is not None


def test_who_was_spoken_to_waits_no_more_and_waits_again_when_it_is_withdrawn(desk: Desk) -> None:
    by_phone(desk)
    with store_scope(desk.store_id):
        assert only_conversation().state == Conversation.State.PENDING
        withdraw_update(desk.actor, only_conversation())
        back = only_conversation()
        assert (back.state, back.update_due_at) == (Conversation.State.OPEN, None)
    assert only_update(desk).state == State.WITHDRAWN


def test_a_new_promise_takes_the_place_of_the_one_before(desk: Desk) -> None:
    by_phone(desk)
    by_phone(desk, TOMORROW)
    with store_scope(desk.store_id):
        states = list(PromisedUpdate.objects.order_by("id").values_list("state", flat=True))
        assert states == [State.WITHDRAWN, State.OPEN]
        assert only_conversation().update_due_at == TOMORROW


def test_nothing_owed_is_solved_away(desk: Desk) -> None:
    by_phone(desk)
    with store_scope(desk.store_id):
        with pytest.raises(Conflict):
            solve_conversation(desk.actor, only_conversation())
        solve_conversation(desk.actor, only_conversation(), update="kept")
        assert only_conversation().state == Conversation.State.SOLVED
    assert only_update(desk).kept_at is not None


def test_an_answer_that_solves_must_not_promise(desk: Desk) -> None:
    with pytest.raises(BadInput):
        answer(desk, MORNING, Promise(Kind.WRITE, EVENING), solve=True)
    answer(desk, MORNING, Promise(Kind.WRITE, EVENING))
    answer(desk, MORNING + timedelta(hours=1), solve=True)
    assert only_update(desk).state == State.KEPT


def test_an_answer_that_is_taken_back_has_promised_and_kept_nothing(desk: Desk) -> None:
    answer(desk, MORNING, Promise(Kind.WRITE, EVENING))
    second = answer(desk, MORNING + timedelta(hours=1), Promise(Kind.WRITE, TOMORROW))
    with time_machine.travel(MORNING + timedelta(hours=1)), store_scope(desk.store_id):
        undo_reply(desk.actor, second)
        assert only_conversation().update_due_at == EVENING
    assert only_update(desk).state == State.OPEN


def test_a_promise_goes_with_the_conversation_to_whoever_gets_it(desk: Desk) -> None:
    by_phone(desk)
    arjun = make_colleague(desk.shop, "arjun@example.com")
    with store_scope(desk.store_id):
        assign_conversation(actor_of(arjun), only_conversation(), to=arjun)
        assert only_conversation().update_due_at == EVENING


def test_spam_is_owed_nothing(desk: Desk) -> None:
    by_phone(desk)
    with store_scope(desk.store_id):
        call_spam(desk.actor, only_conversation())
    assert only_update(desk).state == State.WITHDRAWN


@pytest.mark.parametrize("days", [-1, 91])
def test_a_time_that_is_over_or_too_far_is_refused(desk: Desk, days: int) -> None:
    with pytest.raises(BadInput):
        by_phone(desk, MORNING + timedelta(days=days))
