"""Who may have something done to an order, when a second person agrees, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from saath.core.clock import now
from saath.core.errors import BadInput, Conflict, Forbidden
from saath.orders.actions.act_outcomes import claim_act, record_act_unknown
from saath.orders.actions.acts import approve_act, ask_act, send_act_again, withdraw_act
from saath.orders.actions.limits import set_limits
from saath.orders.acts.commands import Kind
from saath.orders.acts.queries import acts_of, acts_to_approve, given_alone
from saath.orders.acts.tests.conftest import WHOLE, Counter, states
from saath.orders.acts.wishes import Wish
from saath.orders.models import Order, OrderAct
from saath.orders.tests.builders import order_data
from saath.stores.rules import Role
from saath.stores.tests.builders import TEST, actor_with, make_colleague
from saath.timeline.models import Event

pytestmark = pytest.mark.django_db
PILLOW = Wish(Kind.REFUND, lines=(("L2", 1),))


def test_within_the_limit_it_is_sent_next(counter: Counter) -> None:
    set_limits(TEST, currency="INR", limits={Role.MEMBER: 70_000})
    act = counter.ask(PILLOW, by=counter.member)
    assert (act.state, act.amount_minor, act.lines) == ("asked", 70_000, [["L2", 1]])
    told = Event.objects.filter(kind__startswith="act.", subject=act.public_id)
    assert list(told.values_list("kind", flat=True)) == ["act.asked"]


def test_above_the_limit_somebody_else_agrees_and_never_the_asker(counter: Counter) -> None:
    set_limits(TEST, currency="INR", limits={Role.MANAGER: 69_999})
    act = counter.ask(PILLOW, by=counter.manager)
    assert act.state == "to_approve"
    assert list(acts_to_approve(actor_with(counter.owner))) == [act]
    for nobody in (counter.manager, counter.member):
        with pytest.raises(Forbidden):
            approve_act(actor_with(nobody), act)
    assert approve_act(actor_with(counter.owner), act).state == "asked"
    assert act.approved_by_id == counter.owner.pk
    with pytest.raises(Conflict):
        approve_act(actor_with(counter.owner), act)


def test_what_was_given_alone_counts_toward_the_limit_line_by_line(counter: Counter) -> None:
    set_limits(TEST, currency="INR", limits={Role.MEMBER: 100_000})
    for state in ("done", "unknown"):
        OrderAct.objects.all().delete()
        counter.ask(PILLOW, by=counter.member)
        OrderAct.objects.update(state=state, created_at=now() - timedelta(days=400))
        assert given_alone(actor_with(counter.member), counter.order) == 70_000
    OrderAct.objects.update(state="done")
    assert counter.ask(PILLOW, by=counter.member).state == "to_approve"


def test_what_was_given_alone_to_the_same_customer_counts_for_thirty_days(counter: Counter) -> None:
    asker = actor_with(counter.member)
    set_limits(TEST, currency="INR", limits={Role.MEMBER: 100_000})
    counter.ask(PILLOW, by=counter.member)
    counter.tell(order_data("2"))
    other = Order.objects.get(key="2")
    assert given_alone(asker, other) == 70_000
    assert given_alone(actor_with(counter.manager), other) == 0
    for changed in (
        {"state": "refused"},
        {"state": "withdrawn"},
        {"state": "done", "approved_by": counter.owner},
        {"approved_by": None, "created_at": now() - timedelta(days=31)},
    ):
        OrderAct.objects.update(**changed)
        assert given_alone(asker, other) == 0


def test_who_has_no_limit_set_asks_a_second_person_but_for_what_costs_nothing(counter: Counter) -> None:
    address = counter.books.orders["1"].address
    free = counter.ask(Wish(Kind.ADDRESS, address=replace(address, city="Bhopal")), by=counter.member)
    counter.ask(PILLOW, by=counter.member)
    assert (free.state, states()) == ("asked", ["asked", "to_approve"])


def test_a_reader_and_the_system_ask_for_nothing(counter: Counter) -> None:
    reader = make_colleague(counter.shop, "reader@example.com", Role.READER)
    for actor in (actor_with(reader), TEST):
        with pytest.raises(Forbidden):
            ask_act(actor, counter.order, wish=WHOLE, reason="x", key=uuid4(), seen_minor=289_700)
    assert not states()


def test_the_same_form_twice_is_one(counter: Counter) -> None:
    key = uuid4()
    assert counter.ask(key=key) == counter.ask(key=key, seen_minor=289_700)
    assert states() == ["asked"]


def test_a_second_refund_waits_until_the_first_is_settled(counter: Counter) -> None:
    first = counter.ask(PILLOW, by=counter.member)
    with pytest.raises(Conflict, match="open for this order"):
        counter.ask(PILLOW)
    withdraw_act(actor_with(counter.member), first)
    counter.ask(PILLOW)
    assert states() == ["withdrawn", "asked"]


def test_an_order_that_changed_since_the_summary_is_looked_at_again(counter: Counter) -> None:
    counter.tell(order_data(hours=1, total_minor=200_000))
    with pytest.raises(Conflict, match="another one now"):
        counter.ask(seen_minor=289_700)


def test_without_a_reason_nothing_is_done(counter: Counter) -> None:
    with pytest.raises(BadInput):
        counter.ask(reason="  ")


def test_what_the_shop_has_not_opened_can_do_nothing(counter: Counter) -> None:
    counter.connection.credentials_sealed = ""
    counter.connection.save(update_fields=["credentials_sealed"])
    with pytest.raises(Conflict, match="cannot do this"):
        counter.ask(seen_minor=289_700)


def test_a_colleague_takes_back_nothing_of_others_and_nothing_that_is_sent(counter: Counter) -> None:
    act = counter.ask(PILLOW, by=counter.manager)
    with pytest.raises(Forbidden):
        withdraw_act(actor_with(counter.member), act)
    approve_act(actor_with(counter.owner), act)
    with pytest.raises(Conflict):
        withdraw_act(actor_with(counter.manager), act)
    assert [each.pk for each in acts_of(actor_with(counter.member), counter.order)] == [act.pk]


def test_only_the_owner_sets_limits(counter: Counter) -> None:
    with pytest.raises(Forbidden):
        set_limits(actor_with(counter.manager), currency="INR", limits={Role.MANAGER: None})
    with pytest.raises(BadInput):
        set_limits(actor_with(counter.owner), currency="INR", limits={Role.MEMBER: -1})
    assert OrderAct.objects.count() == 0


def test_what_was_sent_again_meanwhile_is_not_taken_back_by_an_old_page(counter: Counter) -> None:
    act = counter.ask()
    claim_act(TEST, act)
    record_act_unknown(TEST, act, words="")
    long_ago = now() - timedelta(hours=1)
    OrderAct.objects.filter(pk=act.pk).update(sent_at=long_ago, looked_at=long_ago + timedelta(minutes=20))
    seen, again = OrderAct.objects.get(), OrderAct.objects.get()
    send_act_again(actor_with(counter.owner), again)
    claim_act(TEST, again)
    record_act_unknown(TEST, again, words="")
    with pytest.raises(Conflict):
        withdraw_act(actor_with(counter.owner), seen)
