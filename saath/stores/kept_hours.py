"""What the hours were before a change, as a row keeps it: all that the calendar of any channel was made of."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from saath.core.clock import now
from saath.stores.hours import Calendar
from saath.stores.hours_json import day_from_json, week_from_json
from saath.stores.models import ChannelHours, Holiday, HoursChange, SpecialDay, StoreSettings
from saath.stores.models.hours_change import LOOKBACK
from saath.stores.models.settings import usual_hours
from saath.tenancy.models import Store
from saath.tenancy.scope import current_store_id


def keep_hours(*, channel: str = "") -> HoursChange:
    """Keep the hours of the shop in scope as they are, before an action changes them in the same transaction.

    `channel` is the one that the change is about, empty for the whole shop.
    """
    return HoursChange.objects.create(channel=channel, before=_as_they_are())


def calendar_before(change: HoursChange, channel: str) -> Calendar:
    """Return the calendar that a channel had until a change; "" is the shop's own."""
    before = change.before
    special = [day for day in before["special"] if day[1] in ("", channel)]
    return Calendar(
        week_from_json(before["channels"].get(channel, before["week"])),
        frozenset(map(date.fromisoformat, before["holidays"])),
        ZoneInfo(before["zone"]),
        # The shop's own first: the channel's wins.
        {
            date.fromisoformat(day): day_from_json(hours)
            for day, _of, hours in sorted(special, key=lambda each: bool(each[1]))
        },
    )


def _as_they_are() -> dict[str, Any]:
    # Held, so that of two changes at once the later one has what the earlier one made.
    store = Store.objects.select_for_update(no_key=True).get(pk=current_store_id())
    since = (now() - LOOKBACK).date()
    week = StoreSettings.objects.values_list("hours", flat=True).first()
    special = SpecialDay.objects.filter(date__gte=since).values_list("date", "channel", "hours")
    return {
        "zone": store.time_zone,
        "week": usual_hours() if week is None else week,
        "channels": dict(ChannelHours.objects.values_list("channel", "hours")),
        "holidays": [
            f"{day:%Y-%m-%d}"
            for day in Holiday.objects.filter(date__gte=since).values_list("date", flat=True)
        ],
        "special": [[f"{day:%Y-%m-%d}", channel, hours] for day, channel, hours in special],
    }
