"""Opening hours as they are stored."""

from datetime import time
from typing import Any

import pytest
from hypothesis import given

from saath.core.errors import BadInput
from saath.stores.hours import Interval, WeekHours
from saath.stores.hours_json import week_from_json, week_to_json
from saath.stores.tests.test_hours import weeks


@given(weeks)
def test_what_is_written_is_read(week: WeekHours) -> None:
    assert week_from_json(week_to_json(week)) == week


def test_end_of_the_day_is_written_as_24() -> None:
    week = WeekHours(((Interval(time(14), time(0)),), (), (), (), (), (), ()))
    assert week_to_json(week) == {"mon": [["14:00", "24:00"]]}


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {"monday": []},
        {"mon": [["10:00"]]},
        {"mon": [["10:00", "10:00"]]},
        {"mon": [["10:00", "24:30"]]},
        {"mon": [["24:00", "10:00"]]},
        {"mon": [["9:00", "10:00"]]},
        {"mon": [[9, 10]]},
        {"mon": [None]},
        {"mon": 5},
        {"mon": [["10:00", "12:00"], ["11:00", "13:00"]]},
    ],
)
def test_what_is_no_week_is_refused(value: Any) -> None:
    with pytest.raises(BadInput) as refused:
        week_from_json(value)
    assert refused.value.field == "hours"
