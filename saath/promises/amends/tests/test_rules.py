"""Whether amends are made for a missed promise, by whom, and within which budget."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from saath.promises.amends.rules import Missed, WhyNone, fits_budget, month_began, needs_person, why_none

MISSED = Missed(
    mode="send",
    has_ended=False,
    is_open=True,
    was_made_amends=False,
    of_customer_within=False,
    is_proved=True,
    is_suppressed=False,
    is_here=False,
    wrote_since=False,
    has_grievance=False,
)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, None),
        ({"mode": "off"}, WhyNone.OFF),
        ({"was_made_amends": True}, WhyNone.DONE),
        ({"has_ended": True}, WhyNone.OVERTAKEN),
        ({"is_open": False}, WhyNone.NOT_WAITING),
        ({"of_customer_within": True}, WhyNone.AGAIN),
        ({"is_suppressed": True}, WhyNone.SUPPRESSED),
    ],
)
def test_none_where_they_are_not_wanted(changed: dict[str, object], why: WhyNone | None) -> None:
    assert why_none(replace(MISSED, **changed)) == why  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changed",
    [
        {"mode": "prepare"},
        {"wrote_since": True},
        {"has_grievance": True},
        {"is_here": True},
        {"is_proved": False},
    ],
)
def test_a_person_sends_what_is_delicate(changed: dict[str, object]) -> None:
    assert not needs_person(MISSED)
    assert needs_person(replace(MISSED, **changed))  # type: ignore[arg-type]


def test_the_budget_holds_to_the_last_paisa() -> None:
    assert fits_budget(100, spent_minor=400, month_minor=500)
    assert not fits_budget(101, spent_minor=400, month_minor=500)
    assert not fits_budget(0, spent_minor=0, month_minor=500)


def test_the_month_is_that_of_the_shop() -> None:
    night = datetime(2037, 11, 30, 19, 0, tzinfo=UTC)
    assert month_began(night, ZoneInfo("Asia/Kolkata")).isoformat() == "2037-12-01T00:00:00+05:30"
    assert month_began(night, ZoneInfo("UTC")).isoformat() == "2037-11-01T00:00:00+00:00"
