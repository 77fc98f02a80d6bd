"""By when an order is promised and expected, and from which day on somebody should look at it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from saath.orders.promises import Facts, Outlook, Trouble, Way, days_within, outlook, trouble_of, zone_of
from saath.orders.states import Moved, State

PLACED = date(2026, 11, 10)
WAITING = Facts(State.CONFIRMED, PLACED, None, dispatch_days=2, usual_days=4)
SENT = Facts(
    State.SHIPPED,
    PLACED,
    date(2026, 11, 17),
    dispatch_days=2,
    usual_days=4,
    ways=(Way(Moved.IN_TRANSIT, date(2026, 11, 11), date(2026, 11, 12), 4),),
)


def on(day: int) -> date:
    return date(2026, 11, day)


def test_the_shops_own_rule_promises_where_nobody_else_does() -> None:
    assert outlook(WAITING) == Outlook(promise_on=on(16), expected_on=on(16), watch_on=on(13))


def test_an_order_that_leaves_too_late_for_its_promise_is_seen_before_it_is_late() -> None:
    assert outlook(replace(WAITING, promised_on=on(15))).watch_on == on(12)


def test_a_parcel_in_time_is_looked_at_when_nothing_is_heard_of_it() -> None:
    assert outlook(SENT) == Outlook(promise_on=on(17), expected_on=on(15), watch_on=on(15))
    assert trouble_of(SENT, today=on(15)) == Trouble.STILL


def test_a_way_that_takes_longer_than_promised_is_told_at_once() -> None:
    slow = replace(SENT, ways=(Way(Moved.IN_TRANSIT, on(11), on(12), 9),))
    assert outlook(slow) == Outlook(promise_on=on(17), expected_on=on(20), watch_on=on(12))
    assert trouble_of(slow, today=on(12)) == Trouble.SLOW


def test_a_failed_attempt_and_a_way_back_are_told_at_once() -> None:
    attempted = replace(SENT, state=State.ATTEMPTED, ways=(Way(Moved.ATTEMPTED, on(11), on(13), 4),))
    assert outlook(attempted).watch_on == on(13)
    assert trouble_of(attempted, today=on(13)) == Trouble.ATTEMPTED
    back = replace(SENT, state=State.RETURNING, ways=(Way(Moved.RTO_STARTED, on(11), on(14), 4),))
    assert outlook(back) == Outlook(promise_on=on(17), expected_on=None, watch_on=on(14))
    assert trouble_of(back, today=on(14)) == Trouble.RETURNING


def test_one_that_waits_for_its_money_or_has_come_is_never_late() -> None:
    for state in (State.PLACED, State.DELIVERED, State.CANCELLED, State.RETURNED):
        assert outlook(replace(SENT, state=state)).watch_on is None


def test_most_parcels_are_there_within_so_many_days() -> None:
    assert days_within([0, 0, 7, 1, 2]) == 3
    assert days_within([5]) == 0
    assert days_within([]) == 0


def test_a_zone_is_the_first_three_digits_of_a_pincode() -> None:
    assert zone_of("395 007") == "395"
    assert zone_of("") == ""
