"""The page of the opening hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from http import HTTPStatus

import pytest
import time_machine

from saath.stores import channels
from saath.stores.actions.hours import set_special_day
from saath.stores.calendar import calendar_of, settings_of
from saath.stores.hours import INDIA
from saath.stores.models import ChannelHours, Holiday, Member, SpecialDay
from saath.stores.rules import Role
from saath.stores.tests.builders import Shop, browser_of, make_colleague, make_shop
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db

PAGE, WEEK, DAYS, HOLIDAYS, ZONE, STATE = (
    f"/settings/hours/{name}" for name in ("", "week/", "days/", "holidays/", "zone/", "state/")
)
NOON = datetime(2034, 11, 6, 12, tzinfo=INDIA)  # a Monday, and Diwali is on the Friday
REFUSED, SEE_OTHER = HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.FOUND


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    """A shop that is reached by mail and chat."""
    monkeypatch.setattr(channels, "_asked", [lambda: [("email", "Email"), ("chat", "Live chat")]])
    with time_machine.travel(NOON, tick=False):
        yield make_shop()


@pytest.fixture
def owner(shop: Shop) -> Member:
    return make_colleague(shop, "meera@example.com", Role.OWNER)


def times(day: str, *pairs: tuple[str, str]) -> dict[str, list[str]]:
    return {f"{day}-start": [start for start, _ in pairs], f"{day}-end": [end for _, end in pairs]}


def test_a_week_of_several_stretches_is_saved_in_order(shop: Shop, owner: Member) -> None:
    said = times("mon", ("16:30", "00:00"), ("10:00", "13:00"), ("", "")) | times("sat", ("22:00", "02:00"))
    assert browser_of(owner, shop).post(WEEK, said).status_code == SEE_OTHER
    with store_scope(shop.store.pk):
        assert settings_of(shop.store.pk).hours == {
            "mon": [["10:00", "13:00"], ["16:30", "24:00"]],
            "sat": [["22:00", "02:00"]],
        }


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ([("10:00", "13:00"), ("12:00", "14:00")], "overlaps the hours before it"),
        ([("24:00", "02:00")], "24:00 can only be an end"),
        ([("19:00", "10:00")], "ends before it begins"),
        ([("10:00", "10:00")], "ends when it begins"),
        ([("10:00", "")], "Write both times"),
        ([("ten", "six")], "Write times such as"),
        ([("10:00", "25:00")], "Write times such as"),
        ([("٠٩:٠٠", "10:00")], "Write times such as"),
        ([("10:00:30", "11:00")], "Write times such as"),
        (
            [(f"{n // 2:02}:{n % 2 * 30:02}", f"{n // 2:02}:{n % 2 * 30 + 15:02}") for n in range(21)],
            "at most 20",
        ),
    ],
)
def test_hours_that_cannot_be_are_refused_where_they_stand(
    shop: Shop, owner: Member, pairs: list[tuple[str, str]], said: str
) -> None:
    response = browser_of(owner, shop).post(WEEK, times("tue", *pairs))
    assert response.status_code == REFUSED
    assert said in response.text
    assert "mon-error" not in response.text


def test_a_week_without_an_hour_is_refused_in_words(shop: Shop, owner: Member) -> None:
    response = browser_of(owner, shop).post(WEEK, times("mon", ("", "")))
    assert response.status_code == REFUSED
    assert "Write the hours of one day at least." in response.text


def test_rows_are_added_taken_away_and_copied_without_being_saved(shop: Shop, owner: Member) -> None:
    browser = browser_of(owner, shop)
    typed = times("mon", ("10:00", "13:00"), ("14:00", "19:00"))
    more = browser.post(WEEK, typed | {"change": "add mon"})
    assert more.text.count('name="mon-start"') == 3
    less = browser.post(WEEK, typed | {"change": "remove mon 0"}, headers={"HX-Request": "true"})
    assert less.text.count('name="mon-start"') == 1
    assert "<html" not in less.text
    copied = browser.post(WEEK, typed | {"change": "copy", "from": "mon", "to": ["tue", "sun", "mon", "x"]})
    assert [copied.text.count(f'name="{day}-start"') for day in ("mon", "tue", "wed", "sun")] == [2, 2, 1, 2]
    for odd in ("remove mon x", "remove", "add xyz", "dance mon", "remove mon 99"):
        assert browser.post(WEEK, typed | {"change": odd}).status_code == HTTPStatus.OK
    with store_scope(shop.store.pk):
        assert settings_of(shop.store.pk).hours["mon"] == [["10:00", "19:00"]]


def test_a_channel_has_its_own_week_and_the_shops_again(shop: Shop, owner: Member) -> None:
    browser = browser_of(owner, shop)
    said = times("sun", ("11:00", "15:00"))
    browser.post(WEEK, said | {"channel": "chat", "whose": "own"})
    with store_scope(shop.store.pk):
        assert ChannelHours.objects.get().hours == {"sun": [["11:00", "15:00"]]}
    assert browser.get(f"{PAGE}?channel=chat").text.count("11:00–15:00") == 2
    assert "11:00–15:00" not in browser.get(PAGE).text
    browser.post(WEEK, said | {"channel": "chat", "whose": "shop"})
    with store_scope(shop.store.pk):
        assert not ChannelHours.objects.exists()
    assert browser.get(f"{PAGE}?channel=pigeon").status_code == HTTPStatus.NOT_FOUND
    assert browser.post(WEEK, said | {"channel": "pigeon"}).status_code == HTTPStatus.BAD_REQUEST


def test_a_special_day_is_added_changed_and_taken_away(shop: Shop, owner: Member) -> None:
    browser = browser_of(owner, shop)
    diwali = {
        "date": "2034-11-10",
        "channel": "",
        "kind": "open",
        "reason_gu": "દિવાળી",
        "reason_en": "Diwali",
    }
    browser.post(DAYS, diwali | times("day", ("16:00", "21:00"), ("10:00", "12:00")))
    with store_scope(shop.store.pk):
        day = SpecialDay.objects.get()
        assert (day.hours, day.reason) == (
            [["10:00", "12:00"], ["16:00", "21:00"]],
            {"gu": "દિવાળી", "en": "Diwali"},
        )
    assert "10:00–12:00, 16:00–21:00" in browser.get(PAGE).text
    assert 'value="દિવાળી"' in browser.get(f"{PAGE}?day={day.public_id}").text
    browser.post(DAYS, diwali | {"kind": "closed"})
    with store_scope(shop.store.pk):
        assert SpecialDay.objects.get().hours == []
    browser.post(f"{DAYS}{day.public_id}/remove/")
    with store_scope(shop.store.pk):
        assert not SpecialDay.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"date": "2034-11-05"}, "this one is over"),
        ({"date": ""}, "required"),
        ({"channel": "pigeon"}, "Select a valid choice"),
        ({"day-start": ["10:00", "11:00"], "day-end": ["12:00", "13:00"]}, "overlaps"),
        ({"day-start": [""], "day-end": [""]}, "or say that it is closed"),
        ({"reason_hi": "x" * 121}, "120"),
    ],
)
def test_a_special_day_that_cannot_be_is_refused_at_its_field(
    shop: Shop, owner: Member, wrong: dict[str, object], said: str
) -> None:
    good = {"date": "2034-11-10", "channel": "", "kind": "open"} | times("day", ("10:00", "12:00"))
    response = browser_of(owner, shop).post(DAYS, good | wrong)
    assert response.status_code == REFUSED
    assert said in response.text
    with store_scope(shop.store.pk):
        assert not SpecialDay.objects.exists()


def test_public_holidays_are_taken_by_the_dozen_and_said_in_every_language(shop: Shop, owner: Member) -> None:
    browser = browser_of(owner, shop)
    browser.post(STATE, {"state": "GJ"})
    assert "Uttarayan" in browser.get(f"{PAGE}?year=2035").text
    browser.post(HOLIDAYS, {"year": "2035", "days": ["2035-01-15", "2035-01-26", "2035-01-27", "x"]})
    with store_scope(shop.store.pk):
        found = {row.date: row.names for row in Holiday.objects.all()}
    assert set(found) == {date(2035, 1, 15), date(2035, 1, 26)}
    assert found[date(2035, 1, 15)]["gu"] == "ઉત્તરાયણ"
    assert "are worked out until 2035 only" not in browser.get(f"{PAGE}?year=2035").text
    assert "are worked out until 2035 only" in browser.get(f"{PAGE}?year=2036").text
    assert browser.post(HOLIDAYS, {"year": "2099"}).status_code == HTTPStatus.NOT_FOUND
    assert browser.post(STATE, {"state": "XX"}).status_code == REFUSED


def test_a_holiday_is_taken_away(shop: Shop, owner: Member) -> None:
    browser = browser_of(owner, shop)
    browser.post(HOLIDAYS, {"year": "2034", "days": ["2034-12-25"]})
    with store_scope(shop.store.pk):
        holiday = Holiday.objects.get()
    browser.post(f"{HOLIDAYS}{holiday.public_id}/remove/")
    with store_scope(shop.store.pk):
        assert not Holiday.objects.exists()


def test_another_time_zone_is_previewed_before_it_holds(shop: Shop, owner: Member) -> None:
    browser = browser_of(owner, shop)
    page = browser.post(ZONE, {"time_zone": "Asia/Dubai", "preview": "1"})
    assert "It is Mon 12:00 by your present clock, and Mon 10:30 by the new one." in page.text
    assert "you open at 10:00 now; after the change that is Tue 11:30" in page.text
    with store_scope(shop.store.pk):
        assert calendar_of(shop.store.pk).zone == INDIA
    browser.post(ZONE, {"time_zone": "Asia/Dubai"})
    with store_scope(shop.store.pk):
        assert calendar_of(shop.store.pk).zone.key == "Asia/Dubai"
    assert browser.post(ZONE, {"time_zone": "Asia/Atlantis"}).status_code == REFUSED


def test_the_page_asks_no_more_for_more_days(
    shop: Shop, owner: Member, django_assert_max_num_queries: object
) -> None:
    browser = browser_of(owner, shop)
    browser.get(PAGE)
    with store_scope(shop.store.pk):
        for number in range(7, 27):
            set_special_day(
                Actor.system("test"), date=date(2034, 11, number), hours=(), reason={"en": f"{number}"}
            )
    with django_assert_max_num_queries(24):  # type: ignore[operator]
        browser.get(PAGE)


@pytest.mark.parametrize("path", [WEEK, DAYS, HOLIDAYS, ZONE, STATE])
def test_colleague_changes_no_hours(shop: Shop, path: str) -> None:
    browser = browser_of(make_colleague(shop, "a@example.com"), shop)
    assert browser.get(PAGE).status_code == HTTPStatus.FORBIDDEN
    said = {"year": "2035", "time_zone": "Asia/Dubai", "change": "add mon"}
    assert browser.post(path, said).status_code == HTTPStatus.FORBIDDEN


def test_person_of_another_shop_finds_no_hours(shop: Shop) -> None:
    stranger = make_colleague(make_shop("khadi", "Khadi Ghar"), "asha@example.com", Role.OWNER)
    assert browser_of(stranger, shop).get(PAGE).status_code == HTTPStatus.NOT_FOUND
    assert browser_of(None, shop).get(PAGE).status_code == SEE_OTHER
