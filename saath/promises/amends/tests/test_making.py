"""A missed promise is followed by an apology by name and, within the budget, by amends; the races are lost without harm."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
import time_machine

from saath.conversations.actions.triage import assign_conversation
from saath.conversations.models import Conversation, Message
from saath.conversations.tests.builders import Desk, only_conversation, sent_mails, work
from saath.core.errors import Conflict, Forbidden
from saath.core.secrets import encrypt
from saath.customers.actions.merge import merge_customers
from saath.jobs import enqueue
from saath.orders.acts.commands import Command, Kind
from saath.orders.acts.tests.pretend import Books, Pretend
from saath.orders.connectors import registry
from saath.orders.connectors.base import NoAnswer
from saath.orders.models import Connection, Order, OrderAct
from saath.orders.tests.builders import make_platform, order_data, take
from saath.promises.amends.actions.deciding import Terms, add_codes, decide_amends
from saath.promises.amends.actions.make import (
    doubt_amends,
    drop_amends,
    drop_overtaken,
    go_on_with_amends,
    make_amends,
    send_amends,
)
from saath.promises.amends.jobs import look_at_open
from saath.promises.amends.queries import get_amends_settings
from saath.promises.models import Amends, AmendsCode, Clock
from saath.promises.reminders.tests.builders import NOON, answered, trusting, written
from saath.stores.rules import Role
from saath.stores.tests.builders import TEST, actor_with, make_colleague
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
State = Amends.State
LATE = NOON + timedelta(minutes=6)


@pytest.fixture(autouse=True)
def _shop(desk: Desk) -> None:
    trusting(desk)


def decide(desk: Desk, **changes: Any) -> None:
    """Let the owner decide: the first answer's apology goes by itself, signed by Meera, with a code of the list."""
    modes = {"first_answer": changes.pop("mode", "send")}
    terms: dict[str, Any] = {
        "modes": modes, "gift": "codes", "case_minor": 10_000, "month_minor": 20_000, "again_after_days": 90,
        "coupon_days": 60, "signed_by": desk.member,
    }  # fmt: skip
    with store_scope(desk.store_id):
        decide_amends(owner(desk), terms=Terms(**{**terms, **changes}))
        add_codes(owner(desk), codes=["SORRY-1", "SORRY-2", "SORRY-3"])


def owner(desk: Desk) -> Any:
    from saath.stores.models import Member

    found = Member.objects.filter(role=Role.OWNER).first()
    return actor_with(found or make_colleague(desk.shop, "owner@example.com", Role.OWNER))


def miss(at: Any = LATE) -> None:
    """Let time pass until the promise is missed and all is done that follows."""
    with time_machine.travel(at, tick=False):
        work()


def made(desk: Desk) -> list[Amends]:
    with store_scope(desk.store_id):
        return list(Amends.objects.select_related("conversation", "clock", "act").order_by("pk"))


def apologies() -> list[EmailMessage]:
    return [each for each in sent_mails() if "sorry" in plain(each)]


def plain(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_what_was_given_in_another_currency_counts_toward_no_budget_of_this_one(desk: Desk) -> None:
    decide(desk, month_minor=10_000)
    written()
    miss()
    with time_machine.travel(LATE, tick=False), store_scope(desk.store_id):
        take(make_platform(), order_data(currency="USD"))
        assert get_amends_settings(owner(desk)).spent_minor == 10_000
        decide(desk, currency="USD")
        assert get_amends_settings(owner(desk)).spent_minor == 0


def test_a_missed_first_answer_is_followed_by_an_apology_by_name_with_a_code(desk: Desk) -> None:
    decide(desk)
    written()
    miss()
    [amends] = made(desk)
    [apology] = apologies()
    assert "today at 12:05" in plain(apology)
    assert "SORRY-1" in plain(apology)
    assert "₹100.00" in plain(apology)
    assert "Meera\nPaanch Takiye" in plain(apology)
    assert "Meera" in apology["From"]
    assert (amends.state, amends.cost_minor, amends.kind) == (State.SENT, 10_000, "first_answer")
    with store_scope(desk.store_id):
        conversation = only_conversation()
        assert conversation.state == Conversation.State.OPEN
        assert conversation.first_answered_at is None
        assert Clock.objects.get(kind="first_answer").outcome == ""
        assert Message.objects.latest("pk").recipients[0]["why"] == "apology"
        assert AmendsCode.objects.get(code="SORRY-1").amends_id == amends.pk


def test_none_where_the_shop_wants_none(desk: Desk) -> None:
    decide(desk, mode="off")
    written()
    miss()
    assert made(desk) == []


def test_once_a_conversation_and_once_in_so_many_days_a_customer(desk: Desk) -> None:
    decide(desk)
    written()
    miss()
    with store_scope(desk.store_id):
        clock = Clock.objects.get(kind="first_answer")
    with time_machine.travel(LATE, tick=False), store_scope(desk.store_id):
        make_amends(TEST, clock)
    written(NOON + timedelta(days=2), subject="Something else")
    miss(LATE + timedelta(days=2))
    assert len(made(desk)) == 1


def test_an_answer_that_is_quicker_leaves_nothing_to_be_sorry_for(desk: Desk) -> None:
    decide(desk)
    written()
    with store_scope(desk.store_id):
        answered(desk, only_conversation(), LATE)
    miss(LATE + timedelta(minutes=2))
    assert made(desk) == []
    assert apologies() == []


def test_after_a_complaint_a_colleague_sends_it(desk: Desk) -> None:
    decide(desk)
    written()
    with store_scope(desk.store_id):
        clock = Clock.objects.get(kind="first_answer")
        Clock.objects.filter(pk=clock.pk).update(missed_at=LATE - timedelta(seconds=50), next_at=None)
    written(
        LATE,
        text="You promised five minutes!",
        subject="Re: Order PT-20418",
        answers=sent_mails()[-1]["Message-ID"],
    )
    with time_machine.travel(LATE, tick=False), store_scope(desk.store_id):
        make_amends(TEST, clock)
        work()
    [amends] = made(desk)
    assert (amends.state, amends.cost_minor) == (State.PREPARED, 0)
    assert apologies() == []


@pytest.fixture
def prepared(desk: Desk) -> Amends:
    decide(desk, mode="prepare")
    written()
    miss()
    [amends] = made(desk)
    assert amends.state == State.PREPARED
    return amends


def test_what_is_prepared_is_sent_by_a_colleague_in_their_name(desk: Desk, prepared: Amends) -> None:
    with time_machine.travel(LATE + timedelta(minutes=3), tick=False), store_scope(desk.store_id):
        send_amends(desk.actor, prepared)
        with pytest.raises(Conflict):
            send_amends(desk.actor, prepared)
        work()
    assert len(apologies()) == 1
    assert made(desk)[0].cost_minor == 10_000


def test_what_is_prepared_is_not_sent_after_an_answer(desk: Desk, prepared: Amends) -> None:
    with store_scope(desk.store_id):
        answered(desk, only_conversation(), LATE + timedelta(minutes=1))
        with time_machine.travel(LATE + timedelta(minutes=3), tick=False), pytest.raises(Conflict):
            send_amends(desk.actor, prepared)
        drop_amends(desk.actor, prepared)
        with pytest.raises(Conflict):
            drop_amends(desk.actor, prepared)
    assert made(desk)[0].state == State.DROPPED


def test_what_is_prepared_goes_by_itself_once_the_answer_is_there(desk: Desk, prepared: Amends) -> None:
    with store_scope(desk.store_id):
        assert drop_overtaken(TEST) == 0
        answered(desk, only_conversation(), LATE + timedelta(minutes=1))
        assert drop_overtaken(TEST) == 1
    assert (made(desk)[0].state, made(desk)[0].dropped_for) == (State.DROPPED, "overtaken")


def test_who_turns_out_to_be_one_customer_gets_it_once(desk: Desk) -> None:
    decide(desk, mode="prepare")
    for name in ("ravi", "ravi.k"):
        written(sender=f"Ravi <{name}@example.in>", subject=f"From {name}")
    miss()
    first, second = made(desk)
    with time_machine.travel(LATE + timedelta(minutes=3), tick=False), store_scope(desk.store_id):
        send_amends(desk.actor, first)
        customers = [each.conversation.customer for each in (second, first)]
        merge_customers(owner(desk), customers[0], into=customers[1])
        with pytest.raises(Conflict):
            send_amends(desk.actor, second)
        drop_amends(desk.actor, second)
    assert [each.state for each in made(desk)] == [State.SENT, State.DROPPED]


def test_after_a_restore_colleagues_send_and_no_code_goes_out_twice(desk: Desk) -> None:
    decide(desk)
    written()
    with store_scope(desk.store_id):
        doubt_amends(TEST)
    miss()
    [amends] = made(desk)
    assert amends.state == State.PREPARED
    with time_machine.travel(LATE + timedelta(minutes=3), tick=False), store_scope(desk.store_id):
        send_amends(desk.actor, amends)
        work()
    assert "SORRY-" not in plain(apologies()[0])
    decide(desk)
    written(sender="Customer 2 <c2@example.in>", subject="Order 2")
    miss(LATE + timedelta(minutes=5))
    assert "SORRY-1" in plain(apologies()[1])


def test_who_may_not_answer_sends_nothing(desk: Desk, prepared: Amends) -> None:
    reader = make_colleague(desk.shop, "reader@example.com", Role.READER)
    with store_scope(desk.store_id):
        for act in (send_amends, drop_amends):
            with pytest.raises(Forbidden):
                act(actor_with(reader), prepared)
        with pytest.raises(Forbidden):
            add_codes(desk.actor, codes=["X"])


def test_the_budget_ends_and_words_remain(desk: Desk) -> None:
    decide(desk)
    for number in range(3):
        written(sender=f"Customer {number} <c{number}@example.in>", subject=f"Order {number}")
    miss()
    assert [each.cost_minor for each in made(desk)] == [10_000, 10_000, 0]
    assert len(apologies()) == 3
    assert sum("SORRY-" in plain(each) for each in apologies()) == 2
    december = NOON + timedelta(days=9)
    written(december, sender="Customer 9 <c9@example.in>", subject="Order 9")
    miss(december + timedelta(minutes=6))
    assert made(desk)[-1].cost_minor == 10_000


def test_what_waited_over_the_end_of_a_month_counts_in_the_month_in_which_it_is_given(desk: Desk) -> None:
    decide(desk, mode="prepare")
    last_day = NOON + timedelta(days=7)
    for number in range(3):
        written(last_day, sender=f"Customer {number} <c{number}@example.in>", subject=f"Order {number}")
    miss(last_day + timedelta(minutes=6))
    december = last_day + timedelta(days=1, minutes=10)
    with time_machine.travel(december, tick=False), store_scope(desk.store_id):
        for each in made(desk):
            send_amends(desk.actor, each)
        assert get_amends_settings(owner(desk)).spent_minor == 20_000
    assert [each.cost_minor for each in made(desk)] == [10_000, 10_000, 0]


def test_no_code_left_leaves_words(desk: Desk) -> None:
    decide(desk)
    with store_scope(desk.store_id):
        AmendsCode.objects.all().delete()
    written()
    miss()
    assert (made(desk)[0].state, made(desk)[0].gift) == (State.SENT, "words")


@pytest.fixture
def platform(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Connection:
    """A platform that makes coupons, with an order of the customer who writes."""
    here = f"{Pretend.__module__}.Pretend"
    monkeypatch.setitem(registry.PLATFORMS, "csv", here)
    monkeypatch.setitem(registry.DOERS, "csv", here)
    Pretend.books = Books()
    with store_scope(desk.store_id):
        connection = make_platform()
        connection.credentials_sealed = encrypt("{}")
        connection.save(update_fields=["credentials_sealed"])
        data = order_data()
        Pretend.books.orders[data.key] = data
        take(connection, data)
    return connection


def with_coupon(desk: Desk, mode: str = "send") -> None:
    decide(desk, gift="coupon", mode=mode)
    written()
    with store_scope(desk.store_id):
        order, conversation = Order.objects.get(), only_conversation()
        order.customer_id = conversation.customer_id
        order.save(update_fields=["customer"])
        Conversation.objects.update(order=order)
        assign_conversation(desk.actor, conversation, to=desk.member)


def test_a_coupon_of_the_platform_goes_with_it(desk: Desk, platform: Connection) -> None:
    with_coupon(desk)
    miss()
    [amends] = made(desk)
    [done] = Pretend.books.done
    assert amends.act is not None
    assert (amends.act.kind, amends.act.state) == (Kind.COUPON, OrderAct.State.DONE)
    assert (amends.state, amends.cost_minor) == (State.SENT, 10_000)
    assert amends.code == done.code  # type: ignore[union-attr]  # it was a coupon
    assert amends.code in plain(apologies()[0])


def test_a_coupon_of_unknown_fate_is_not_promised_but_counted(desk: Desk, platform: Connection) -> None:
    def lost(_command: Command) -> None:
        raise NoAnswer("gone")

    with_coupon(desk)
    Pretend.books.before = lost
    miss()
    assert made(desk)[0].state == State.WAITING
    assert apologies() == []
    miss(LATE + timedelta(minutes=31))
    [amends] = made(desk)
    assert (amends.state, amends.code, amends.cost_minor) == (State.SENT, "", 10_000)
    assert "SORRY-" not in plain(apologies()[0])


def test_a_coupon_that_comes_after_the_answer_is_not_told_but_counted(
    desk: Desk, platform: Connection
) -> None:
    with_coupon(desk)
    with time_machine.travel(LATE, tick=False), store_scope(desk.store_id):
        clock = Clock.objects.get(kind="first_answer")
        Clock.objects.filter(pk=clock.pk).update(missed_at=LATE, next_at=None)
        make_amends(TEST, clock)
        assert Amends.objects.get().state == State.WAITING
        answered(desk, only_conversation(), LATE)
    miss(LATE + timedelta(minutes=2))
    [amends] = made(desk)
    assert (amends.state, amends.dropped_for, amends.cost_minor) == (State.DROPPED, "overtaken", 10_000)
    assert apologies() == []


def test_a_coupon_that_a_colleague_sends_late_is_waited_for(desk: Desk, platform: Connection) -> None:
    with_coupon(desk, mode="prepare")
    miss()
    two_hours_later = LATE + timedelta(hours=2)
    with time_machine.travel(two_hours_later, tick=False), store_scope(desk.store_id):
        send_amends(desk.actor, made(desk)[0])
        go_on_with_amends(TEST, made(desk)[0])
    assert made(desk)[0].state == State.WAITING
    miss(two_hours_later + timedelta(minutes=1))
    [amends] = made(desk)
    assert amends.state == State.SENT
    assert amends.code
    assert amends.code in plain(apologies()[0])


def test_after_a_restore_nobody_hears_of_a_coupon_that_was_waited_for(
    desk: Desk, platform: Connection
) -> None:
    with_coupon(desk)
    with time_machine.travel(LATE, tick=False), store_scope(desk.store_id):
        Clock.objects.filter(kind="first_answer").update(missed_at=LATE, next_at=None)
        make_amends(TEST, Clock.objects.get(kind="first_answer"))
        doubt_amends(TEST)
    miss(LATE + timedelta(minutes=40))
    [amends] = made(desk)
    assert (amends.state, amends.dropped_for, amends.cost_minor) == (State.DROPPED, "restored", 10_000)
    assert apologies() == []


def test_a_coupon_of_unknown_fate_that_a_colleague_sends_is_not_waited_for_for_ever(
    desk: Desk, platform: Connection
) -> None:
    def lost(_command: Command) -> None:
        raise NoAnswer("gone")

    Pretend.books.before = lost
    with_coupon(desk, mode="prepare")
    miss()
    with time_machine.travel(LATE + timedelta(minutes=3), tick=False), store_scope(desk.store_id):
        send_amends(desk.actor, made(desk)[0])
        work()
    assert made(desk)[0].state == State.WAITING
    with time_machine.travel(LATE + timedelta(minutes=40), tick=False), store_scope(desk.store_id):
        enqueue(look_at_open, key="amends open")
        work()
    [amends] = made(desk)
    assert (amends.state, amends.code, amends.cost_minor) == (State.SENT, "", 10_000)
    assert len(apologies()) == 1
