"""Opening hours by the API."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from http import HTTPStatus

import pytest
import time_machine

from saath.api.tests.builders import Program, program_of
from saath.conversations.tests.builders import Desk
from saath.stores.hours import INDIA
from saath.stores.rules import Role
from saath.stores.tests.builders import make_colleague

NOON = datetime(2034, 11, 6, 12, tzinfo=INDIA)
EVENING = [["16:00", "21:00"]]


@pytest.fixture
def owner(desk: Desk) -> Iterator[Program]:
    """A program of the owner, on a Monday at noon."""
    with time_machine.travel(NOON, tick=False):
        yield program_of(make_colleague(desk.shop, "owner@example.com", Role.OWNER), desk.shop)


def test_a_channel_has_a_week_of_its_own_and_the_shops_again(owner: Program) -> None:
    (usual,) = owner.get("/hours/channels").json()["items"]
    at = f"/hours/channels/{usual['channel']}"
    own = owner.ask("PUT", at, {"hours": {"sun": EVENING}}).json()
    assert own == {"channel": usual["channel"], "has_own": True, "hours": {"sun": EVENING}}
    assert owner.ask("PUT", at, {"hours": None}).json() == usual
    assert (
        owner.ask("PUT", at, {"hours": {"sun": [["10:00", "12:00"], ["11:00", "13:00"]]}}).status_code == 422
    )
    assert owner.ask("PUT", "/hours/channels/pigeon", {"hours": {"sun": EVENING}}).status_code == 422


def test_a_special_day_is_made_met_by_customers_and_taken_away(owner: Program) -> None:
    answer = owner.post(
        "/special_days", {"date": "2034-11-10", "hours": EVENING, "reason": {"en": "Diwali", "hi": "दिवाली"}}
    )
    made, at = answer.json(), answer["Location"].removeprefix("/api/v1")
    assert owner.get(at).json() == made == owner.get("/special_days").json()["items"][0]
    days = {day["date"]: day for day in owner.get("/hours/days").json()["items"]}
    assert len(days) == 14
    assert days["2034-11-10"] == {
        "date": "2034-11-10",
        "hours": EVENING,
        "is_usual": False,
        "why": "Diwali",
    }
    assert owner.ask("DELETE", at).status_code == HTTPStatus.NO_CONTENT
    assert owner.get(at).status_code == HTTPStatus.NOT_FOUND
    assert owner.post("/special_days", {"date": "2034-11-05", "hours": []}).status_code == 422


def test_public_holidays_are_chosen_by_their_dates(owner: Program) -> None:
    owner.ask("PATCH", "/settings", {"holiday_state": "GJ"})
    found = owner.get("/public_holidays?year=2035").json()["items"]
    assert [day["date"] for day in found if day["names"].get("gu") == "ઉત્તરાયણ"] == ["2035-01-15"]
    closed = owner.post("/public_holidays", {"year": 2035, "dates": ["2035-01-15", "2035-01-26"]}).json()
    assert [day["date"] for day in closed["items"]] == ["2035-01-15", "2035-01-26"]
    again = owner.get("/public_holidays?year=2035").json()["items"]
    assert {day["date"] for day in again if day["is_closed"]} == {"2035-01-15", "2035-01-26"}
    assert owner.get("/public_holidays?year=2099").status_code == 422


def test_the_clock_is_moved(owner: Program) -> None:
    moved = owner.ask("PUT", "/settings/time_zone", {"time_zone": "Asia/Dubai"})
    assert moved.json()["time_zone"] == "Asia/Dubai" == owner.get("/settings").json()["time_zone"]
    assert owner.ask("PUT", "/settings/time_zone", {"time_zone": "Asia/Atlantis"}).status_code == 422
