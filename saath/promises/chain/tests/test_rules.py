"""Who is asked, and when: without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from saath.core.errors import BadInput
from saath.promises.chain.content import as_kept, checked_steps, steps_from
from saath.promises.chain.rules import (
    STARTING,
    Does,
    Moment,
    Reach,
    Run,
    Standing,
    Step,
    Whom,
    follow,
    reach,
    steps_at,
)
from saath.stores.hours import ALWAYS_OPEN, INDIA, Calendar
from saath.stores.hours_json import week_from_json
from saath.stores.models.settings import usual_hours

TEN = datetime(2026, 11, 23, 4, 30, tzinfo=UTC)
CALENDAR = Calendar(week_from_json(usual_hours()), frozenset(), INDIA)
RUN = Run(TEN, TEN + timedelta(minutes=5), CALENDAR, 300)
OWNER, PRESENT, END = STARTING


def follow_at(seconds: float, reached: int = 0, run: Run = RUN) -> tuple[int, float | None]:
    found = follow(STARTING, run, warn_percent=75, reached=reached, at=TEN + timedelta(seconds=seconds))
    return found.reached, (found.next_at - TEN).total_seconds() if found.next_at else None


def test_each_step_has_its_moment_to_the_second() -> None:
    assert follow_at(224) == (0, 225)
    assert follow_at(225) == (75, 270)
    assert follow_at(270, 75) == (90, 300)
    assert follow_at(300, 90) == (100, None)


def test_what_a_stop_left_over_is_taken_once() -> None:
    assert follow_at(3_600) == (100, None)


def test_what_was_used_before_a_rest_counts() -> None:
    resumed = replace(RUN, since=TEN, used_seconds=240, due_at=TEN + timedelta(seconds=60))
    assert follow_at(0, 75, resumed) == (75, 30)


def test_after_the_miss_open_minutes_count_and_nights_do_not() -> None:
    evening = TEN + timedelta(hours=8, minutes=50)
    late = Run(evening, evening + timedelta(minutes=5), CALENDAR, 300)
    assert late.moment_of(130) == datetime(2026, 11, 24, 4, 55, tzinfo=UTC)


def test_a_clock_that_counts_nights_steps_by_night() -> None:
    night = Run(TEN, TEN + timedelta(hours=48))
    assert night.moment_of(75) == TEN + timedelta(hours=36)
    assert night.moment_of(160) == TEN + timedelta(hours=49)


def test_steps_of_one_moment_are_taken_together_and_a_changed_chain_by_its_last() -> None:
    both = (*STARTING, Step(Moment.MISSED, Whom.PRESENT, Does.GIVE))
    assert len(steps_at(both, warn_percent=75, reached=100)) == 2
    assert steps_at(STARTING, warn_percent=75, reached=95) == [PRESENT]
    assert steps_at(STARTING, warn_percent=75, reached=40) == []


def test_who_is_here_gets_it_and_an_owner_who_is_here_keeps_it() -> None:
    here = Standing(team=[1, 2, 3, 9], present=[2, 3, 1], fitting=[2, 3, 1, 9])
    assert reach(OWNER, here) == Reach(2, (2,))
    away = replace(here, owner_id=9)
    assert reach(OWNER, away) == Reach(None, (9,))
    assert reach(PRESENT, away) == Reach(2, (2,))
    assert reach(PRESENT, replace(away, stand_in_id=1)) == Reach(1, (1,))
    assert reach(PRESENT, replace(here, owner_id=1)) == Reach(None, (1,))
    assert reach(replace(PRESENT, does=Does.TELL), replace(here, owner_id=2)) == Reach(None, (3,))
    assert reach(PRESENT, Standing(team=[9], owner_id=9, fitting=[9])) == Reach(None, (9,))


def test_a_named_colleague_gets_it_or_who_stands_in_while_they_are_away() -> None:
    step = Step(Moment.MISSED, Whom.MEMBER, Does.GIVE, member="m")
    standing = Standing(team=[1, 2], owner_id=1, fitting=[1, 2], named={"m": 2})
    assert reach(step, standing) == Reach(2, (2,))
    assert reach(step, replace(standing, owner_id=2)) == Reach(None, (2,))
    absent = replace(standing, fitting=[1], stand_ins={2: 1})
    assert reach(step, absent) == Reach(None, (1,))
    assert reach(step, replace(absent, stand_ins={})) == Reach(None, (1, 2), is_fallback=True)


def test_of_those_with_a_skill_all_hear_or_who_is_here_gets_it() -> None:
    standing = Standing(team=[1, 2, 3], present=[3], fitting=[3, 1, 2], skilled={"returns": [3, 2]})
    step = Step(Moment.MISSED, Whom.SKILL, skill="returns")
    assert reach(step, standing) == Reach(None, (3, 2))
    assert reach(replace(step, does=Does.GIVE), standing) == Reach(3, (3,))
    assert reach(replace(step, does=Does.GIVE), replace(standing, present=())) == Reach(None, (3, 2))
    assert reach(replace(step, skill="gone"), standing).is_fallback


def test_every_step_reaches_somebody_and_nothing_is_without_an_owner_after_the_last() -> None:
    team = (1, 2)
    for whom, does, owner, present, fitting in product(
        Whom, Does, (None, 1), ((), (1,), (2, 1)), ((), (2,), (1, 2))
    ):
        if set(present) <= set(fitting):
            standing = Standing(team=team, owner_id=owner, present=present, fitting=fitting)
            found = reach(Step(Moment.MISSED, whom, does), standing)
            assert found.hear
            last = reach(Step(Moment.MISSED, whom, does), standing, is_last=True)
            assert last.hear
            assert last.gives_to is not None or owner is not None


def test_a_chain_comes_back_as_it_was_kept() -> None:
    assert steps_from(as_kept(STARTING)) == STARTING
    assert steps_from([]) == steps_from(None) == STARTING


@pytest.mark.parametrize(
    ("steps", "field"),
    [
        ([], "steps"),
        ([OWNER], "steps"),
        ([Step(Moment.PERCENT, Whom.EVERYBODY, amount=99)], "steps"),
        ([END, Step(Moment.AFTER, Whom.OWNER, amount=5)], "steps"),
        ([END, END], "steps"),
        ([END] * 9, "steps"),
        ([Step(Moment.PERCENT, Whom.OWNER, amount=0), END], "steps.0"),
        ([Step(Moment.PERCENT, Whom.OWNER, amount=100), END], "steps.0"),
        ([END, Step(Moment.AFTER, Whom.EVERYBODY, amount=2_881)], "steps.1"),
        ([Step(Moment.MISSED, Whom.EVERYBODY, Does.GIVE)], "steps.0"),
        ([Step(Moment.MISSED, Whom.OWNER, Does.GIVE), END], "steps.0"),
        ([Step(Moment.MISSED, Whom.MEMBER, member="gone"), END], "steps.0"),
        ([Step(Moment.MISSED, Whom.SKILL, skill="gone"), END], "steps.0"),
    ],
)
def test_a_chain_that_could_reach_nobody_is_refused(steps: list[Step], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        checked_steps(steps, members={"m"}, skills={"s"})
    assert refused.value.field == field


def test_steps_are_put_into_the_order_of_their_time_without_what_they_do_not_need() -> None:
    odd = Step(Moment.MISSED, Whom.EVERYBODY, amount=7, member="m")
    assert checked_steps([odd, OWNER], members={"m"}, skills=()) == [OWNER, END]


@pytest.mark.parametrize(
    ("zone", "since", "places"),
    [
        # The night that has an hour less, and the one that has an hour more: seconds are seconds.
        (
            "Europe/Berlin",
            "2026-03-29T00:30:00+00:00",
            {50: "2026-03-29T01:30:00+00:00", 160: "2026-03-29T03:30:00+00:00"},
        ),
        (
            "Europe/Berlin",
            "2026-10-25T00:30:00+00:00",
            {50: "2026-10-25T01:30:00+00:00", 160: "2026-10-25T03:30:00+00:00"},
        ),
        # Over midnight, the end of a month, and that of a year.
        (
            "Asia/Kolkata",
            "2026-11-30T17:30:00+00:00",
            {90: "2026-11-30T19:18:00+00:00", 130: "2026-11-30T20:00:00+00:00"},
        ),
        (
            "Asia/Kolkata",
            "2026-12-31T17:29:59+00:00",
            {50: "2026-12-31T18:29:59+00:00", 101: "2026-12-31T19:30:59+00:00"},
        ),
    ],
)
def test_steps_come_to_the_second_over_nights_months_and_changes_of_the_clocks(
    zone: str, since: str, places: dict[int, str]
) -> None:
    begins = datetime.fromisoformat(since)
    always = Calendar(ALWAYS_OPEN, zone=ZoneInfo(zone))
    run = Run(begins, begins + timedelta(hours=2), always, 7_200)
    for place, moment in places.items():
        assert run.moment_of(place) == datetime.fromisoformat(moment)
