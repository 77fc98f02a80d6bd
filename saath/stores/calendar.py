"""A shop's hours and holidays as they stand in the database."""

from __future__ import annotations

from datetime import date

from saath.stores.hours import Calendar
from saath.stores.models import Holiday, StoreSettings
from saath.tenancy.given import Given
from saath.tenancy.models import Store
from saath.tenancy.prepared import Prepared

SETTINGS = Prepared(lambda: StoreSettings.objects.select_related("store").filter(store_id=Given("store"))[:1])
STORE = Prepared(lambda: Store.objects.filter(pk=Given("id")))
DATES: Prepared[date] = Prepared(
    lambda: Holiday.objects.filter(store_id=Given("store")).values_list("date", flat=True)
)


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
