"""What is sent is sent once; what may have arrived is looked for, and nothing is claimed that nobody knows."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import translation

from saath.core.clock import now
from saath.core.errors import Conflict
from saath.jobs.errors import RetryLater
from saath.jobs.models import Job, JobState
from saath.orders.actions.acts import look_again, send_act_again, withdraw_act
from saath.orders.acts import performing
from saath.orders.acts.commands import Command, Kind
from saath.orders.acts.reading import command_of
from saath.orders.acts.rules import SETTLES
from saath.orders.acts.tests.conftest import Counter
from saath.orders.acts.wishes import Wish
from saath.orders.connectors.base import Busy, NeedsReauth, NoAnswer, PlatformError, Refusal
from saath.orders.data import RefundData
from saath.orders.models import OrderAct
from saath.orders.tests.builders import NOON, order_data
from saath.stores.tests.builders import actor_with
from saath.timeline.models import Event

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """The process ends here."""


def raising(error: BaseException) -> Callable[[Command], None]:
    def fail(_command: Command) -> None:
        raise error

    return fail


def do(act: OrderAct) -> OrderAct:
    """Let the job run once, whatever it says about coming back."""
    with suppress(RetryLater):
        performing.do(act.pk)
    return OrderAct.objects.select_related("order").get(pk=act.pk)


def long_ago(act: OrderAct) -> OrderAct:
    """Let it have been sent so long ago that it must have arrived."""
    OrderAct.objects.filter(pk=act.pk).update(sent_at=act.created_at - SETTLES)
    return do(act)


def test_it_is_done_once_and_the_order_says_so_at_once(counter: Counter) -> None:
    act = do(counter.ask())
    assert (act.state, act.reference) == ("done", "R-1")
    assert counter.order.refunded_minor == 289_700
    [sent] = counter.books.done
    assert (sent.key, sent.order_key, sent.note) == (str(act.public_id), "1", f"Torn ({sent.mark})")
    assert do(act).state == "done"
    assert len(counter.books.done) == 1
    kinds = Event.objects.filter(subject=act.public_id).order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["act.asked", "act.done"]


def test_what_was_given_back_elsewhere_meanwhile_is_refused_in_words(counter: Counter) -> None:
    act = counter.ask()
    refund = RefundData("R9", 50_000, NOON + timedelta(hours=1), lines=())
    counter.books.orders["1"] = order_data(hours=1, refunds=(refund,))
    act = do(act)
    assert (act.state, counter.books.done) == ("refused", [])
    assert "another one now" in act.said
    with translation.override("hi"):
        assert "रकम अब दूसरी है" in act.said
    assert counter.order.refunded_minor == 50_000


def test_what_left_meanwhile_is_not_cancelled(counter: Counter) -> None:
    act = counter.ask(Wish(Kind.CANCEL))
    counter.books.orders["1"] = order_data(hours=1, cancelled_at=NOON)
    assert "cancelled already" in do(act).words


@pytest.mark.parametrize("error", [Refusal("422 not refundable"), NeedsReauth("401")])
def test_what_the_platform_refuses_was_not_done(counter: Counter, error: PlatformError) -> None:
    counter.books.before = raising(error)
    act = do(counter.ask())
    assert (act.state, bool(act.words)) == ("refused", True)


def test_a_busy_platform_is_asked_later(counter: Counter) -> None:
    counter.books.before = raising(Busy("429", seconds=7))
    act = counter.ask()
    with pytest.raises(RetryLater):
        performing.do(act.pk)
    act.refresh_from_db()
    with translation.override("hi"):
        assert act.said == "दुकान के प्लैटफ़ॉर्म तक अभी पहुँचा नहीं जा सका। यह अपने-आप फिर आज़माया जाएगा। 429"
    counter.books.before = None
    assert do(act).words == ""
    assert len(counter.books.done) == 1


def test_an_answer_that_got_lost_is_found_and_not_asked_for_again(counter: Counter) -> None:
    counter.books.after = raising(NoAnswer("Server disconnected without sending a response."))
    act = do(counter.ask())
    assert act.state == "unknown"
    assert act.said == "The shop's platform did not answer."
    assert do(act).state == "done"
    assert len(counter.books.done) == 1
    assert counter.order.refunded_minor == 289_700


def test_who_looks_again_does_not_wait_for_the_next_look_by_itself(counter: Counter) -> None:
    counter.books.after = raising(NoAnswer("timeout"))
    act = do(counter.ask())
    waiting = Job.objects.filter(key=f"act:{act.pk}", state=JobState.READY)
    waiting.update(run_at=now() + timedelta(minutes=45))
    look_again(actor_with(counter.owner), act)
    assert waiting.get().run_at <= now()


def test_a_request_that_got_lost_is_sent_again_by_a_person_once_it_must_have_arrived(
    counter: Counter,
) -> None:
    counter.books.before = raising(NoAnswer("timeout"))
    act = do(do(counter.ask()))
    assert (act.state, act.looked_at is None) == ("unknown", False)
    for too_soon in (send_act_again, withdraw_act):
        with pytest.raises(Conflict, match="still arrive"):
            too_soon(actor_with(counter.owner), act)
    counter.books.before = None
    act = long_ago(act)
    assert (act.state, counter.books.done) == ("unknown", [])
    assert do(send_act_again(actor_with(counter.owner), act)).state == "done"
    assert len(counter.books.done) == 1


def test_what_arrived_after_all_is_found_before_it_is_sent_again(counter: Counter) -> None:
    counter.books.before = raising(NoAnswer("timeout"))
    act = do(counter.ask())
    act = long_ago(act)
    counter.books.before = None
    late = command_of(OrderAct.objects.select_related("order").get())
    counter.books.done.append(late)
    assert do(send_act_again(actor_with(counter.owner), act)).state == "done"
    assert counter.books.done == [late]


@pytest.mark.parametrize("is_before", [True, False])
def test_a_worker_that_dies_leaves_it_unknown_and_the_next_one_looks(
    counter: Counter, is_before: bool
) -> None:
    setattr(counter.books, "before" if is_before else "after", raising(Killed()))
    act = counter.ask()
    with pytest.raises(Killed):
        performing.do(act.pk)
    counter.books.before = counter.books.after = None
    assert do(act).state == ("unknown" if is_before else "done")
    assert len(counter.books.done) == (0 if is_before else 1)


def test_a_worker_that_was_away_sends_nothing_any_more(counter: Counter) -> None:
    act = counter.ask()
    order = counter.books.orders["1"]

    def somebody_else(_key: str) -> None:
        OrderAct.objects.filter(pk=act.pk).update(attempt=9)

    counter.books.orders = Watched({"1": order}, somebody_else)
    assert (do(act).state, counter.books.done) == ("sending", [])


class Watched(dict):  # type: ignore[type-arg]
    """Orders of which somebody hears that they are asked for."""

    def __init__(self, orders: dict[str, object], tell: Callable[[str], None]) -> None:
        super().__init__(orders)
        self._tell = tell

    def __getitem__(self, key: str) -> object:
        self._tell(key)
        return super().__getitem__(key)


def test_a_platform_that_stays_away_is_given_up_and_nothing_was_done(counter: Counter) -> None:
    counter.books.before = raising(Busy("503", seconds=1))
    act = counter.ask()
    for _try in range(5):
        act = do(act)
    assert (act.state, counter.books.done) == ("refused", [])
    assert "Nothing was done" in act.words


def test_parts_are_done_as_they_were_chosen(counter: Counter) -> None:
    counter.tell(replace(order_data(hours=1), shipping_minor=0))
    do(counter.ask(Wish(Kind.REFUND, lines=(("L2", 1),))))
    do(counter.ask(Wish(Kind.REFUND, lines=(("L2", 1),))))
    with pytest.raises(Conflict, match="not left"):
        counter.ask(Wish(Kind.REFUND, lines=(("L2", 1),)))
    assert counter.order.refunded_minor == 140_000
