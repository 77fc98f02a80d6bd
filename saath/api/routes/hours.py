"""When the shop is open: channels with hours of their own, special days, public holidays, the time zone."""

from __future__ import annotations

from uuid import UUID

from ninja import Router

from saath.api.answers import Created
from saath.api.operations import reads, writes
from saath.api.request import ApiRequest
from saath.api.shapes import Page
from saath.api.shapes.settings import (
    ChangedChannelHours,
    ChannelHours,
    ChosenHolidays,
    Holiday,
    NewSpecialDay,
    NewTimeZone,
    OpenDay,
    PublicHoliday,
    Settings,
    SpecialDay,
    holiday_shape,
    settings_shape,
    special_day_shape,
    stretches_of,
    week_of,
)
from saath.api.shapes.words import named, words_of
from saath.stores.actions import hours as deciding
from saath.stores.hours_json import day_from_json, day_to_json, week_from_json, week_to_json
from saath.stores.hours_queries import get_shop_hours, suggested_holidays
from saath.stores.hours_queries import get_special_day as held
from saath.stores.settings_queries import get_shop_settings

router = Router(tags=["settings"])
READ, WRITE = "settings:read", "settings:write"


@reads(router, "/hours/channels", Page[ChannelHours], scope=READ)
def list_channel_hours(request: ApiRequest) -> Page[ChannelHours]:
    """List the channels of the shop with their hours."""
    names = [key for key, _label in get_shop_hours(request.actor).channels]
    return Page(items=[_of_channel(request, name) for name in names], next_cursor=None)


@writes(router, "PUT", "/hours/channels/{channel}", ChannelHours, scope=WRITE)
def set_channel_hours(request: ApiRequest, channel: str, body: ChangedChannelHours) -> ChannelHours:
    """Give a channel a week of its own, or the shop's again."""
    week = None if body.hours is None else week_from_json(body.hours)
    deciding.set_channel_hours(request.actor, channel=channel, week=week)
    return _of_channel(request, channel)


@reads(router, "/hours/days", Page[OpenDay], scope=READ)
def list_open_days(request: ApiRequest, channel: str = "") -> Page[OpenDay]:
    """List the next 14 days as customers of the shop, or of a channel, meet them."""
    days = get_shop_hours(request.actor, channel).coming
    found = [
        OpenDay(
            date=day.date, hours=stretches_of(day_to_json(day.intervals)), is_usual=day.is_usual, why=day.why
        )
        for day in days
    ]
    return Page(items=found, next_cursor=None)


@reads(router, "/special_days", Page[SpecialDay], scope=READ)
def list_special_days(request: ApiRequest) -> Page[SpecialDay]:
    """List the special days from today on."""
    found = get_shop_hours(request.actor).special
    return Page(items=[special_day_shape(each) for each in found], next_cursor=None)


@writes(router, "POST", "/special_days", SpecialDay, scope=WRITE, status=201)
def set_special_day(request: ApiRequest, body: NewSpecialDay) -> Created:
    """Give a date hours of its own."""
    made = deciding.set_special_day(
        request.actor,
        date=body.date,
        channel=body.channel,
        hours=day_from_json(body.hours),
        reason=named(body.reason),
    )
    return Created(special_day_shape(made), f"special_days/{made.public_id}")


@reads(router, "/special_days/{uuid:id}", SpecialDay, scope=READ)
def get_special_day(request: ApiRequest, id: UUID) -> SpecialDay:
    """Get a special day."""
    return special_day_shape(held(request.actor, id))


@writes(router, "DELETE", "/special_days/{uuid:id}", scope=WRITE)
def remove_special_day(request: ApiRequest, id: UUID) -> None:
    """Give a date its usual hours again."""
    deciding.remove_special_day(request.actor, held(request.actor, id))


@reads(router, "/public_holidays", Page[PublicHoliday], scope=READ)
def list_public_holidays(request: ApiRequest, year: int) -> Page[PublicHoliday]:
    """List the public holidays of the shop's state that are still to come in a year, this one or one of the next two."""
    found = suggested_holidays(request.actor, year=year)
    days = [
        PublicHoliday(
            date=day.date, name=day.name, names=words_of(day.names), is_closed=day.date in found.taken
        )
        for day in found.days
    ]
    return Page(items=days, next_cursor=None)


@writes(router, "POST", "/public_holidays", Page[Holiday], scope=WRITE)
def close_on_public_holidays(request: ApiRequest, body: ChosenHolidays) -> Page[Holiday]:
    """Close the shop on public holidays; those on which it is closed already stay."""
    chosen = [day for day in suggested_holidays(request.actor, year=body.year).days if day.date in body.dates]
    deciding.add_holidays(request.actor, days=chosen)
    found = get_shop_settings(request.actor).holidays
    return Page(items=[holiday_shape(each) for each in found], next_cursor=None)


@writes(router, "PUT", "/settings/time_zone", Settings, scope=WRITE)
def change_time_zone(request: ApiRequest, body: NewTimeZone) -> Settings:
    """Move the shop's clock: its hours stay what the clock shows, in the new zone."""
    store = deciding.change_time_zone(request.actor, time_zone=body.time_zone)
    return settings_shape(store, get_shop_settings(request.actor))


def _of_channel(request: ApiRequest, channel: str) -> ChannelHours:
    shown = get_shop_hours(request.actor, channel)
    return ChannelHours(
        channel=channel, has_own=shown.has_own, hours=week_of(week_to_json(shown.calendar.week))
    )
