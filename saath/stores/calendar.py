"""A shop's hours and holidays as they stand in the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import OuterRef

from saath.stores.hours import Calendar
from saath.stores.hours_json import week_from_json
from saath.stores.models import Holiday, StoreSettings
from saath.tenancy.given import Given
from saath.tenancy.models import Store
from saath.tenancy.nested import NestedRows
from saath.tenancy.prepared import Prepared
from saath.tenancy.transactions import once_a_write

SETTINGS = Prepared(lambda: StoreSettings.objects.select_related("store").filter(store_id=Given("store"))[:1])
STORE = Prepared(lambda: Store.objects.filter(pk=Given("id")))
DATES: Prepared[date] = Prepared(
    lambda: Holiday.objects.filter(store_id=Given("store")).values_list("date", flat=True)
)

HOURS: Prepared[tuple[Any, int, str, list[list[str]] | None]] = Prepared(
    lambda: (
        StoreSettings.objects.filter(store_id=Given("store"))
        .annotate(
            holidays=NestedRows(Holiday.objects.filter(store_id=OuterRef("store_id")).order_by(), "date")
        )
        .values_list("hours", "first_answer_target_seconds", "store__time_zone", "holidays")[:1]
    )
)


@dataclass(frozen=True, slots=True)
class Hours:
    """When a shop is open, and within which open time it promises a first answer."""

    calendar: Calendar
    first_answer_target_seconds: int


@once_a_write
def hours_of(store_id: int) -> Hours:
    """Return a shop's hours and promise in one statement, once in a write transaction."""
    found = HOURS.first(store=store_id)
    if found is None:
        settings = settings_of(store_id)
        return Hours(calendar_of(store_id, settings=settings), settings.first_answer_target_seconds)
    week, target_seconds, zone, holidays = found
    dates = frozenset(date.fromisoformat(day) for (day,) in holidays or ())
    return Hours(Calendar(week_from_json(week), dates, ZoneInfo(zone)), target_seconds)


def settings_of(store_id: int) -> StoreSettings:
    """The shop's settings, with what we assume (not saved) where it has decided nothing yet."""
    return SETTINGS.first(store=store_id) or StoreSettings(store=STORE.first(id=store_id))


def calendar_of(store_id: int, *, settings: StoreSettings | None = None) -> Calendar:
    """When the shop is open, for the functions of `stores.hours`. Pass settings that are loaded already."""
    settings = settings or settings_of(store_id)
    return Calendar(settings.week, frozenset(DATES.rows(store=store_id)), settings.store.zone)


def list_holidays(store_id: int) -> list[Holiday]:
    """The shop's holidays by date, past ones included."""
    return list(Holiday.objects.filter(store_id=store_id).order_by("date"))
