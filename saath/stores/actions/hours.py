"""Deciding when the shop is open: channels with hours of their own, special days, holidays by the dozen, the time zone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from zoneinfo import available_timezones

from django.utils.translation import gettext_lazy as _

from saath.accounts.actions.audit import record_audit
from saath.accounts.models import AuditKind
from saath.core.errors import BadInput
from saath.core.languages import CODES
from saath.stores import events
from saath.stores.actions._days import check_to_come, refuse_past, today_here
from saath.stores.channels import list_channels
from saath.stores.hours import Interval, WeekHours, check_day
from saath.stores.hours_json import day_to_json, week_to_json
from saath.stores.kept_hours import keep_hours
from saath.stores.models import ChannelHours, Holiday, SpecialDay, StoreSettings
from saath.stores.public_holidays import PublicHoliday
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import current_store_id
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

LONGEST_REASON = 120
# So many days of a shop are still to come at most.
MOST_SPECIAL_DAYS = 200


@action
def set_channel_hours(actor: Actor, *, channel: str, week: WeekHours | None) -> None:
    """Give a channel a week of its own; None gives it the shop's again.

    Raises Forbidden, BadInput (no such channel, a week in which it never opens).
    """
    actor.require("store.settings")
    own = ChannelHours.objects.select_for_update().filter(channel=channel).first()
    wanted = None if week is None else week_to_json(week)
    if (None if own is None else own.hours) == wanted:
        return
    if wanted is not None:
        _check_channel(channel)
        if not wanted:
            raise BadInput(_("Write the hours of one day at least."), field="hours")
    keep_hours(channel=channel)
    if own is None:
        own = ChannelHours.objects.create(channel=channel, hours=wanted)
    elif wanted is not None:
        own.hours = wanted
        own.save(update_fields=["hours"])
    emit(actor, events.CHANNEL_HOURS_CHANGED, subject=own, changed=("hours",))
    if wanted is None:
        own.delete()


@action
def set_special_day(
    actor: Actor,
    *,
    date: date,
    hours: Sequence[Interval],
    reason: Mapping[str, str],
    channel: str = "",
) -> SpecialDay:
    """Give a date hours of its own, none for a closed one; what it had before is replaced.

    Raises Forbidden, BadInput (a day that is over, hours that overlap, an unknown channel or language, too many days).
    """
    actor.require("store.settings")
    check_to_come(date)
    said, wanted = _reason(reason), _hours(hours)
    if channel:
        _check_channel(channel)
    day = SpecialDay.objects.select_for_update().filter(date=date, channel=channel).first()
    if day is None and SpecialDay.objects.filter(date__gte=today_here()).count() >= MOST_SPECIAL_DAYS:
        raise BadInput(_("There are too many special days; remove some first."), field="date")
    if day is None or day.hours != wanted:
        keep_hours(channel=channel)
    day, _is_new = SpecialDay.objects.update_or_create(
        date=date, channel=channel, defaults={"hours": wanted, "reason": said}
    )
    emit(actor, events.SPECIAL_DAY_SET, subject=day, changed=("hours", "reason"))
    return day


@action
def remove_special_day(actor: Actor, day: SpecialDay) -> None:
    """Give a date its usual hours again. Raises Forbidden, Conflict (it is over: what was open stays so)."""
    actor.require("store.settings")
    refuse_past(day.date)
    keep_hours(channel=day.channel)
    emit(actor, events.SPECIAL_DAY_REMOVED, subject=day)
    day.delete()


@action
def add_holidays(actor: Actor, *, days: Iterable[PublicHoliday]) -> int:
    """Close the shop on all of these dates; those on which it is closed already stay. Returns how many are new.

    Raises Forbidden, BadInput (a day that is over).
    """
    actor.require("store.settings")
    wanted = {day.date: day for day in days}
    for each in wanted:
        check_to_come(each)
    known = set(Holiday.objects.filter(date__in=wanted).values_list("date", flat=True))
    new = [day for each, day in sorted(wanted.items()) if each not in known]
    if new:
        keep_hours()
    for day in new:
        holiday = Holiday.objects.create(date=day.date, name=day.name[:LONGEST_REASON], names=day.names)
        emit(actor, events.HOLIDAY_ADDED, subject=holiday)
    return len(new)


@action
def change_time_zone(actor: Actor, *, time_zone: str) -> Store:
    """Move the shop's clock: its hours stay what the clock shows, in the new zone. Raises Forbidden, BadInput."""
    actor.require("store.settings")
    if time_zone not in available_timezones():
        raise BadInput(_("Choose one of the time zones."), field="time_zone")
    store = Store.objects.select_for_update(no_key=True).get(pk=current_store_id())
    if store.time_zone == time_zone:
        return store
    keep_hours()
    store.time_zone = time_zone
    store.save(update_fields=["time_zone"])
    settings, _is_new = StoreSettings.objects.get_or_create()
    emit(actor, events.SETTINGS_CHANGED, subject=settings, changed=("time_zone",))
    record_audit(actor, kind=AuditKind.SETTINGS_CHANGED, store_id=store.pk, detail={"changed": ["time_zone"]})
    return store


def _check_channel(channel: str) -> None:
    if channel not in dict(list_channels()):
        raise BadInput(_("The shop is not reached on this channel."), field="channel")


def _hours(hours: Sequence[Interval]) -> list[list[str]]:
    try:
        check_day(hours)
    except ValueError as error:
        raise BadInput(_("The hours of a day stand in order and do not overlap."), field="hours") from error
    return day_to_json(hours)


def _reason(reason: Mapping[str, str]) -> dict[str, str]:
    said = {code: text.strip() for code, text in reason.items() if text.strip()}
    for code, text in said.items():
        if code not in CODES:
            raise BadInput(field="reason")
        if len(text) > LONGEST_REASON:
            raise BadInput(_("Say it in 120 characters at most."), field=f"reason_{code}")
    return said
