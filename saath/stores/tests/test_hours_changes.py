"""Hours that change, by channel, day and zone, and what they were before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saath.core.errors import BadInput, Conflict, Forbidden
from saath.stores import channels
from saath.stores.actions.hours import (
    add_holidays,
    change_time_zone,
    remove_special_day,
    set_channel_hours,
    set_special_day,
)
from saath.stores.actions.settings import add_holiday, remove_holiday, set_hours
from saath.stores.calendar import calendar_of, hours_changes_since, hours_of
from saath.stores.hours import ALWAYS_OPEN, INDIA, NEVER_OPEN, Interval, WeekHours, is_open, open_seconds_over
from saath.stores.models import ChannelHours, HoursChange, SpecialDay
from saath.stores.public_holidays import PublicHoliday
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.purge import purge_expired
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

SYSTEM = Actor.system("test")
NOON = datetime(2037, 11, 23, 12, tzinfo=INDIA)  # a Monday
DIWALI = date(2037, 11, 24)
EVENING = (Interval(time(16), time(21)),)
SUNDAYS = WeekHours(((),) * 6 + (EVENING,))
HOUR = 3600


@pytest.fixture
def shop(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A shop that is reached by mail and chat, on a Monday at noon."""
    monkeypatch.setattr(channels, "_asked", [lambda: [("email", "Email"), ("chat", "Chat")]])
    store = Store.objects.create(name="Paanch Takiye", slug="paanch-takiye")
    with store_scope(store.pk), time_machine.travel(NOON, tick=False):
        yield store


def on(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), INDIA)


def test_a_channel_has_the_hours_of_the_shop_until_it_has_its_own(shop: Store) -> None:
    assert calendar_of(shop.pk, "chat") == calendar_of(shop.pk)
    set_channel_hours(SYSTEM, channel="chat", week=ALWAYS_OPEN)
    assert calendar_of(shop.pk, "chat").week == ALWAYS_OPEN
    assert calendar_of(shop.pk, "email") == calendar_of(shop.pk) != calendar_of(shop.pk, "chat")
    set_channel_hours(SYSTEM, channel="chat", week=None)
    assert calendar_of(shop.pk, "chat") == calendar_of(shop.pk)
    assert not ChannelHours.objects.exists()


def test_a_special_day_wins_over_holiday_and_week_and_a_channels_own_over_the_shops(shop: Store) -> None:
    add_holiday(SYSTEM, date=DIWALI, name="Diwali")
    assert not is_open(calendar_of(shop.pk), on(DIWALI, 18))
    set_special_day(SYSTEM, date=DIWALI, hours=EVENING, reason={"hi": " दिवाली ", "en": ""})
    assert is_open(calendar_of(shop.pk, "chat"), on(DIWALI, 18))
    assert not is_open(calendar_of(shop.pk), on(DIWALI, 12))
    closed = set_special_day(SYSTEM, date=DIWALI, hours=(), reason={}, channel="chat")
    assert not is_open(calendar_of(shop.pk, "chat"), on(DIWALI, 18))
    assert is_open(calendar_of(shop.pk, "email"), on(DIWALI, 18))
    remove_special_day(SYSTEM, closed)
    assert is_open(calendar_of(shop.pk, "chat"), on(DIWALI, 18))
    assert SpecialDay.objects.get().reason == {"hi": "दिवाली"}


def test_a_special_day_is_replaced_by_the_next_word_about_it(shop: Store) -> None:
    set_special_day(SYSTEM, date=DIWALI, hours=EVENING, reason={"en": "Diwali"})
    set_special_day(SYSTEM, date=DIWALI, hours=(), reason={"en": "Diwali"})
    assert [day.intervals for day in SpecialDay.objects.all()] == [()]


@pytest.mark.parametrize("channel", ["", "chat"])
def test_hours_of_a_channel_are_one_statement(shop: Store, channel: str) -> None:
    set_channel_hours(SYSTEM, channel="chat", week=ALWAYS_OPEN)
    add_holiday(SYSTEM, date=DIWALI, name="Diwali")
    set_special_day(SYSTEM, date=DIWALI, hours=EVENING, reason={})
    with CaptureQueriesContext(connection) as captured:
        hours_of(shop.pk, channel)
    assert len(captured) == 1


def test_each_change_keeps_what_the_hours_were_before(shop: Store) -> None:
    usual = calendar_of(shop.pk)
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        set_hours(SYSTEM, week=ALWAYS_OPEN)
    with time_machine.travel(NOON + timedelta(hours=2), tick=False):
        holiday = add_holiday(SYSTEM, date=DIWALI, name="Diwali")
        set_channel_hours(SYSTEM, channel="chat", week=SUNDAYS)
    with time_machine.travel(NOON + timedelta(hours=3), tick=False):
        remove_holiday(SYSTEM, holiday)
        change_time_zone(SYSTEM, time_zone="Asia/Dubai")
    changes = hours_changes_since(shop.pk, "email", NOON)
    assert [at - NOON for at, _before in changes] == [timedelta(hours=hours) for hours in (1, 2, 3, 3)]
    weeks = [before.week for _at, before in changes]
    assert weeks == [usual.week, ALWAYS_OPEN, ALWAYS_OPEN, ALWAYS_OPEN]
    assert [len(before.holidays) for _at, before in changes] == [0, 0, 1, 0]
    assert {before.zone for _at, before in changes} == {INDIA}
    chat = hours_changes_since(shop.pk, "chat", NOON + timedelta(hours=2))
    assert [before.week for _at, before in chat] == [SUNDAYS, SUNDAYS]
    assert hours_changes_since(shop.pk, "email", NOON + timedelta(hours=3)) == []


def test_a_change_of_one_channel_is_none_of_the_others(shop: Store) -> None:
    set_channel_hours(SYSTEM, channel="chat", week=ALWAYS_OPEN)
    before = NOON - timedelta(seconds=1)
    assert len(hours_changes_since(shop.pk, "chat", before)) == 1
    assert hours_changes_since(shop.pk, "email", before) == []


def test_what_changes_nothing_keeps_nothing(shop: Store) -> None:
    set_hours(SYSTEM, week=ALWAYS_OPEN)
    set_hours(SYSTEM, week=ALWAYS_OPEN)
    set_channel_hours(SYSTEM, channel="chat", week=None)
    change_time_zone(SYSTEM, time_zone="Asia/Kolkata")
    assert HoursChange.objects.count() == 1


def test_open_time_over_a_change_counts_each_part_by_its_own_hours(shop: Store) -> None:
    with time_machine.travel(NOON, tick=False):
        set_hours(SYSTEM, week=SUNDAYS)
    with time_machine.travel(NOON + timedelta(hours=2), tick=False):
        set_hours(SYSTEM, week=ALWAYS_OPEN)
    start, end = NOON - timedelta(hours=1), NOON + timedelta(hours=12)
    changes = hours_changes_since(shop.pk, "", start)
    assert open_seconds_over(changes, calendar_of(shop.pk), start, end) == 11 * HOUR
    assert open_seconds_over(changes, calendar_of(shop.pk), start, NOON + timedelta(hours=1)) == HOUR
    assert open_seconds_over([], calendar_of(shop.pk), start, end) == 13 * HOUR


def test_what_no_clock_can_need_is_let_go(shop: Store) -> None:
    set_hours(SYSTEM, week=ALWAYS_OPEN)
    assert purge_expired(NOON + timedelta(days=399)).get("stores.hourschange") is None
    assert purge_expired(NOON + timedelta(days=401))["stores.hourschange"] == 1


def test_holidays_come_by_the_dozen_and_those_that_are_known_stay(shop: Store) -> None:
    add_holiday(SYSTEM, date=DIWALI, name="Deepavali")
    days = [
        PublicHoliday(DIWALI, "Diwali"),
        PublicHoliday(date(2038, 1, 26), "Republic Day", {"hi": "गणतंत्र दिवस"}),
    ]
    assert add_holidays(SYSTEM, days=days) == 1
    assert add_holidays(SYSTEM, days=days) == 0
    assert calendar_of(shop.pk).holidays == {day.date for day in days}
    assert HoursChange.objects.count() == 2


def test_what_is_over_stays(shop: Store) -> None:
    yesterday = date(2037, 11, 22)
    with time_machine.travel(NOON - timedelta(days=1), tick=False):
        day = set_special_day(SYSTEM, date=yesterday, hours=EVENING, reason={})
        holiday = add_holiday(SYSTEM, date=yesterday, name="Sunday")
    with pytest.raises(Conflict):
        remove_special_day(SYSTEM, day)
    with pytest.raises(Conflict):
        remove_holiday(SYSTEM, holiday)
    with pytest.raises(BadInput) as refused:
        set_special_day(SYSTEM, date=yesterday, hours=(), reason={})
    assert refused.value.field == "date"
    with pytest.raises(BadInput):
        add_holidays(SYSTEM, days=[PublicHoliday(yesterday, "Sunday")])


def test_what_cannot_be_is_refused_at_its_field(shop: Store) -> None:
    overlapping = (Interval(time(10), time(13)), Interval(time(12), time(14)))
    for values, field in (
        ({"hours": overlapping}, "hours"),
        ({"channel": "pigeon"}, "channel"),
        ({"reason": {"hi": "x" * 121}}, "reason_hi"),
        ({"reason": {"fr": "Diwali"}}, "reason"),
    ):
        with pytest.raises(BadInput) as refused:
            set_special_day(SYSTEM, **{"date": DIWALI, "hours": (), "reason": {}, **values})  # type: ignore[arg-type]
        assert refused.value.field == field
    with pytest.raises(BadInput):
        set_channel_hours(SYSTEM, channel="pigeon", week=ALWAYS_OPEN)
    with pytest.raises(BadInput):
        set_channel_hours(SYSTEM, channel="chat", week=NEVER_OPEN)
    with pytest.raises(BadInput):
        change_time_zone(SYSTEM, time_zone="Asia/Atlantis")
    assert not HoursChange.objects.exists()


def test_colleague_without_the_right_changes_no_hours(shop: Store) -> None:
    reader = Actor(kind="member", label="Arjun", store_id=shop.pk, verbs=frozenset({"conversation.read"}))
    day = set_special_day(SYSTEM, date=DIWALI, hours=(), reason={})
    before = Event.objects.count()
    with pytest.raises(Forbidden):
        set_channel_hours(reader, channel="chat", week=ALWAYS_OPEN)
    with pytest.raises(Forbidden):
        set_special_day(reader, date=DIWALI, hours=(), reason={})
    with pytest.raises(Forbidden):
        remove_special_day(reader, day)
    with pytest.raises(Forbidden):
        add_holidays(reader, days=[])
    with pytest.raises(Forbidden):
        change_time_zone(reader, time_zone="Asia/Dubai")
    assert Event.objects.count() == before


def test_shops_have_hours_of_their_own(shop: Store) -> None:
    set_channel_hours(SYSTEM, channel="chat", week=ALWAYS_OPEN)
    set_special_day(SYSTEM, date=DIWALI, hours=(), reason={})
    other = Store.objects.create(name="Doosri Dukaan", slug="doosri-dukaan")
    with store_scope(other.pk):
        assert calendar_of(other.pk, "chat").week != ALWAYS_OPEN
        assert not calendar_of(other.pk, "chat").special
        assert hours_changes_since(other.pk, "chat", NOON.astimezone(UTC) - timedelta(days=1)) == []
