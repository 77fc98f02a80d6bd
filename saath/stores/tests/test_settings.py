"""How a shop works: hours, holidays, the first answer."""

from collections.abc import Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from saath.core.errors import BadInput, Conflict, Forbidden
from saath.stores.actions.settings import (
    add_holiday,
    remove_holiday,
    set_first_answer_target,
    set_hours,
    set_languages,
)
from saath.stores.calendar import calendar_of, list_holidays, settings_of
from saath.stores.hours import ALWAYS_OPEN, Interval, WeekHours, first_answer_due, is_open
from saath.stores.models import StoreSettings
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

DUBAI = ZoneInfo("Asia/Dubai")
SYSTEM = Actor.system("test")


@pytest.fixture
def shop(db: None) -> Iterator[Store]:
    """A shop in Dubai, in whose scope the test runs."""
    store = Store.objects.create(name="Paanch Takiye", slug="paanch-takiye", time_zone="Asia/Dubai")
    with store_scope(store.pk):
        yield store


@pytest.fixture
def reader(shop: Store) -> Actor:
    """A colleague without the right to change how the shop works."""
    return Actor(kind="member", label="Arjun", store_id=shop.pk, verbs=frozenset({"conversation.read"}))


def test_new_shop_is_open_on_working_days(shop: Store) -> None:
    calendar = calendar_of(shop.pk)
    assert calendar.zone == DUBAI
    assert is_open(calendar, datetime(2026, 11, 23, 10, tzinfo=DUBAI))
    assert not is_open(calendar, datetime(2026, 11, 22, 10, tzinfo=DUBAI))
    assert not StoreSettings.objects.exists()


def test_hours_that_are_set_hold(shop: Store) -> None:
    set_hours(SYSTEM, week=ALWAYS_OPEN)
    assert calendar_of(shop.pk).week == ALWAYS_OPEN
    evening = WeekHours(((Interval(time(20), time(0)),),) * 7)
    set_hours(SYSTEM, week=evening)
    assert calendar_of(shop.pk).week == evening
    assert StoreSettings.objects.count() == 1


def test_first_answer_is_due_in_the_hours_and_time_of_the_shop(shop: Store) -> None:
    settings = set_first_answer_target(SYSTEM, seconds=600)
    due = first_answer_due(
        calendar_of(shop.pk),
        datetime(2026, 11, 21, 22, tzinfo=DUBAI),
        settings.first_answer_target_seconds,
    )
    assert due == datetime(2026, 11, 23, 10, 10, tzinfo=DUBAI)


@pytest.mark.parametrize("seconds", [0, 59, 8 * 24 * 3600])
def test_target_that_nobody_can_keep_or_notice_is_refused(shop: Store, seconds: int) -> None:
    with pytest.raises(BadInput) as refused:
        set_first_answer_target(SYSTEM, seconds=seconds)
    assert refused.value.field == "first_answer_target_seconds"
    assert settings_of(shop.pk).first_answer_target_seconds == 300


def test_holiday_closes_the_shop_until_it_is_removed(shop: Store) -> None:
    diwali = datetime(2037, 11, 9, 12, tzinfo=DUBAI)
    holiday = add_holiday(SYSTEM, date=diwali.date(), name=" Diwali ")
    assert [day.name for day in list_holidays(shop.pk)] == ["Diwali"]
    assert not is_open(calendar_of(shop.pk), diwali)
    remove_holiday(SYSTEM, holiday)
    assert is_open(calendar_of(shop.pk), diwali)


def test_day_is_closed_once(shop: Store) -> None:
    add_holiday(SYSTEM, date=date(2026, 11, 9), name="Diwali")
    with pytest.raises(Conflict):
        add_holiday(SYSTEM, date=date(2026, 11, 9), name="Deepavali")
    with pytest.raises(BadInput):
        add_holiday(SYSTEM, date=date(2026, 11, 10), name=" ")


def test_languages_are_ours_and_each_once(shop: Store) -> None:
    assert set_languages(SYSTEM, languages=["gu", "en"]).languages == ["gu", "en"]
    for wrong in ([], ["fr"], ["en", "en"]):
        with pytest.raises(BadInput):
            set_languages(SYSTEM, languages=wrong)


def test_colleague_without_the_right_changes_nothing(shop: Store, reader: Actor) -> None:
    with pytest.raises(Forbidden):
        set_hours(reader, week=ALWAYS_OPEN)
    with pytest.raises(Forbidden):
        add_holiday(reader, date=date(2026, 11, 9), name="Diwali")
    assert not Event.objects.exists()


def test_changes_are_told_without_their_content(shop: Store) -> None:
    set_hours(SYSTEM, week=ALWAYS_OPEN)
    event = Event.objects.get()
    assert (event.kind, event.changed) == ("store.settings_changed", ["hours"])


def test_shops_decide_for_themselves(shop: Store) -> None:
    set_hours(SYSTEM, week=ALWAYS_OPEN)
    other = Store.objects.create(name="Doosri Dukaan", slug="doosri-dukaan")
    with store_scope(other.pk):
        assert calendar_of(other.pk).week != ALWAYS_OPEN
