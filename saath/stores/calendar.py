"""A shop's hours and holidays as they stand in the database."""

from __future__ import annotations

from saath.stores.hours import Calendar
from saath.stores.models import Holiday, StoreSettings
from saath.tenancy.models import Store


def settings_of(store_id: int) -> StoreSettings:
    """The shop's settings, with what we assume (not saved) where it has decided nothing yet."""
    return StoreSettings.objects.filter(store_id=store_id).first() or StoreSettings(store_id=store_id)


def calendar_of(store_id: int, *, settings: StoreSettings | None = None) -> Calendar:
    """When the shop is open, for the functions of `stores.hours`. Pass settings that are loaded already."""
    settings = settings or settings_of(store_id)
    dates = Holiday.objects.filter(store_id=store_id).values_list("date", flat=True)
    zone = Store.objects.only("time_zone").get(pk=store_id).zone
    return Calendar(settings.week, frozenset(dates), zone)


def list_holidays(store_id: int) -> list[Holiday]:
    """The shop's holidays by date, past ones included."""
    return list(Holiday.objects.filter(store_id=store_id).order_by("date"))
