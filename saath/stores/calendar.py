"""A shop's hours, holidays and special days as they stand in the database."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import DateField, OuterRef, TextField

from saath.core.clock import now
from saath.stores.hours import Calendar
from saath.stores.hours_json import day_from_json, week_from_json
from saath.stores.kept_hours import calendar_before
from saath.stores.models import ChannelHours, Holiday, HoursChange, SpecialDay, StoreSettings
from saath.stores.models.hours_change import LOOKBACK
from saath.stores.models.settings import FIVE_MINUTES, usual_hours
from saath.tenancy.given import Given
from saath.tenancy.models import Store
from saath.tenancy.nested import NestedRows
from saath.tenancy.prepared import Prepared
from saath.tenancy.transactions import once_a_write

SETTINGS = Prepared(lambda: StoreSettings.objects.select_related("store").filter(store_id=Given("store"))[:1])
STORE = Prepared(lambda: Store.objects.filter(pk=Given("id")))


def _since() -> Given:
    return Given("since", DateField())


def _channel() -> Given:
    return Given("channel", TextField())


HOURS: Prepared[tuple[str, Any, Any, Any, Any]] = Prepared(
    lambda: (
        Store.objects.filter(pk=Given("id"))
        .annotate(
            settings=NestedRows(
                StoreSettings.objects.filter(store_id=OuterRef("pk")), "hours", "first_answer_target_seconds"
            ),
            own=NestedRows(ChannelHours.objects.filter(store_id=OuterRef("pk"), channel=_channel()), "hours"),
            holidays=NestedRows(
                Holiday.objects.filter(store_id=OuterRef("pk"), date__gte=_since()).order_by(),
                "date",
                "name",
                "names",
            ),
            # The shop's own before the channel's, which wins.
            special=NestedRows(
                SpecialDay.objects.filter(
                    store_id=OuterRef("pk"), date__gte=_since(), channel__in=["", _channel()]
                ).order_by("channel"),
                "date",
                "hours",
                "reason",
            ),
        )
        .values_list("time_zone", "settings", "own", "holidays", "special")
    )
)


@dataclass(frozen=True, slots=True)
class Hours:
    """When a shop is open, and within which open time it promises a first answer."""

    calendar: Calendar
    first_answer_target_seconds: int
    # Reasons as they stand in the database: few who ask for the hours say why.
    reasons: Mapping[date, tuple[str, Any]] = field(default_factory=dict)

    def why(self, day: date, language: str) -> str:
        """Return why a date has other hours than its week, in the language where anybody said so; "" for a usual day."""
        name, said = self.reasons.get(day, ("", {}))
        words = _read(said)
        return words.get(language) or name or next(iter(words.values()), "")


@once_a_write
def hours_of(store_id: int, channel: str = "") -> Hours:
    """Return the hours of a shop, or of one of its channels, and its promise in one statement, once in a write transaction."""
    found = HOURS.first(id=store_id, channel=channel, since=_first_day())
    if found is None:
        raise Store.DoesNotExist
    zone, settings, own, holidays, special = found
    week, target_seconds = settings[0] if settings else (usual_hours(), FIVE_MINUTES)
    return Hours(
        Calendar(
            week_from_json(_read(own[0][0] if own else week)),
            frozenset(date.fromisoformat(day) for day, _name, _names in holidays or ()),
            ZoneInfo(zone),
            {date.fromisoformat(day): day_from_json(_read(hours)) for day, hours, _reason in special or ()},
        ),
        target_seconds,
        {date.fromisoformat(day): (name, names) for day, name, names in holidays or ()}
        | {date.fromisoformat(day): ("", reason) for day, _hours, reason in special or ()},
    )


def calendar_of(store_id: int, channel: str = "") -> Calendar:
    """Return when the shop is open, or answers on a channel, for the functions of `stores.hours`; one statement."""
    return hours_of(store_id, channel).calendar


def hours_changes_since(store_id: int, channel: str, at: datetime) -> list[tuple[datetime, Calendar]]:
    """Return each change of a channel's hours after `at`, oldest first, with the calendar that it had until then.

    One statement. What changed for other channels alone is left out.
    """
    rows = HoursChange.objects.filter(store_id=store_id, changed_at__gt=at, channel__in=("", channel))
    return [(row.changed_at, calendar_before(row, channel)) for row in rows.order_by("changed_at", "pk")]


def settings_of(store_id: int) -> StoreSettings:
    """The shop's settings, with what we assume (not saved) where it has decided nothing yet."""
    return SETTINGS.first(store=store_id) or StoreSettings(store=STORE.first(id=store_id))


def list_holidays(store_id: int) -> list[Holiday]:
    """The shop's holidays by date, past ones included."""
    return list(Holiday.objects.filter(store_id=store_id).order_by("date"))


def _first_day() -> date:
    return (now() - LOOKBACK).date()


def _read(nested: Any) -> Any:
    """Return a value of JSON within JSON, which SQLite hands over as text."""
    return json.loads(nested) if isinstance(nested, str) else nested
