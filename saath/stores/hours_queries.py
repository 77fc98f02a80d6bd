"""Reading when a shop is open, as its colleagues decide it and as its customers meet it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import get_language

from saath.core.clock import now
from saath.core.errors import BadInput, NotFound
from saath.stores.calendar import calendar_of, settings_of
from saath.stores.channels import Channels, list_channels
from saath.stores.hours import Calendar, Interval, next_opening
from saath.stores.models import ChannelHours, Holiday, SpecialDay, StoreSettings
from saath.stores.public_holidays import MOON_KNOWN_UNTIL, PublicHoliday, suggest_holidays
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import current_store_id

DAYS_AHEAD = 14
LATEST_SUGGESTED_YEARS = 3


@dataclass(frozen=True, slots=True)
class ComingDay:
    """A date as customers meet it; `why` says, in the reader's language, why its hours are not the usual ones."""

    date: date
    intervals: tuple[Interval, ...]
    why: str = ""
    is_usual: bool = True


@dataclass(frozen=True, slots=True)
class ShopHours:
    """What the page of the hours shows for the shop or one of its channels; `has_own` is about the channel."""

    store: Store
    settings: StoreSettings
    channels: Channels
    own: frozenset[str]
    channel: str
    calendar: Calendar
    coming: Sequence[ComingDay]
    special: Sequence[SpecialDay]
    holidays: Sequence[Holiday]
    today: date

    @property
    def has_own(self) -> bool:
        """Whether the channel has a week of its own."""
        return self.channel in self.own


@dataclass(frozen=True, slots=True)
class Suggested:
    """The public holidays of a year that are still to come, and on which of them the shop is closed already."""

    year: int
    years: Sequence[int]
    days: Sequence[PublicHoliday]
    taken: frozenset[date]

    @property
    def is_without_moon(self) -> bool:
        """Whether nobody has worked out yet on which days feasts by the moon fall."""
        return self.year > MOON_KNOWN_UNTIL


@dataclass(frozen=True, slots=True)
class ZoneChange:
    """What another time zone would change: the shop's clock now, and when it opens next."""

    name: str
    now_here: datetime
    now_there: datetime
    openings: Sequence[tuple[datetime, datetime]]


def get_shop_hours(actor: Actor, channel: str = "") -> ShopHours:
    """Return the hours of the shop or a channel and its next 14 days.  Raises Forbidden, NotFound (the channel)."""
    actor.require("store.settings")
    channels = list_channels()
    if channel and channel not in dict(channels):
        raise NotFound
    settings = settings_of(current_store_id())
    calendar, today = calendar_of(settings.store.pk, channel), now().astimezone(settings.store.zone).date()
    special = list(SpecialDay.objects.filter(date__gte=today))
    holidays = list(Holiday.objects.filter(date__gte=today))
    return ShopHours(
        store=settings.store,
        settings=settings,
        channels=channels,
        own=frozenset(ChannelHours.objects.values_list("channel", flat=True)),
        channel=channel,
        calendar=calendar,
        coming=coming_days(calendar, special, holidays, channel=channel, first=today),
        special=special,
        holidays=holidays,
        today=today,
    )


def coming_days(
    calendar: Calendar,
    special: Sequence[SpecialDay],
    holidays: Sequence[Holiday],
    *,
    channel: str,
    first: date,
    language: str = "",
) -> list[ComingDay]:
    """Return the next days of a channel as customers meet them."""
    spoken = language or get_language() or "en"
    closed = {holiday.date: holiday.names.get(spoken) or holiday.name for holiday in holidays}
    # The shop's own first: the channel's wins.
    days = sorted((day for day in special if day.channel in ("", channel)), key=lambda day: day.channel)
    reasons = {day.date: named(day.reason, spoken) for day in days}
    coming = []
    for day in (first + timedelta(days=number) for number in range(DAYS_AHEAD)):
        why = reasons.get(day) or closed.get(day, "")
        coming.append(
            ComingDay(day, calendar.on(day), why, is_usual=day not in reasons.keys() | closed.keys())
        )
    return coming


def named(names: Mapping[str, str], language: str) -> str:
    """Return a reason or name in a language, or in one that it has; "" where nobody gave any."""
    return names.get(language) or next(iter(names.values()), "")


def get_special_day(actor: Actor, public_id: UUID) -> SpecialDay:
    """Return a special day by public id.  Raises Forbidden, NotFound."""
    actor.require("store.settings")
    day = SpecialDay.objects.filter(public_id=public_id).first()
    if day is None:
        raise NotFound
    return day


def suggested_holidays(actor: Actor, *, year: int | None = None) -> Suggested:
    """Return the public holidays of a year, this one's at first.  Raises Forbidden, BadInput (a year that is far)."""
    actor.require("store.settings")
    settings = settings_of(current_store_id())
    today = now().astimezone(settings.store.zone).date()
    years = range(today.year, today.year + LATEST_SUGGESTED_YEARS)
    wanted = today.year if year is None else year
    if wanted not in years:
        raise BadInput(field="year")
    found = suggest_holidays(state=settings.holiday_state, year=wanted, language=get_language() or "en")
    taken = frozenset(Holiday.objects.filter(date__year=wanted).values_list("date", flat=True))
    return Suggested(wanted, years, [day for day in found if day.date >= today], taken)


def preview_zone(actor: Actor, name: str) -> ZoneChange:
    """Return what another time zone would change.  Raises Forbidden, BadInput (no such zone)."""
    actor.require("store.settings")
    if name not in available_timezones():
        raise BadInput(field="time_zone")
    at, here = now(), calendar_of(current_store_id())
    there = Calendar(here.week, here.holidays, ZoneInfo(name), here.special)
    return ZoneChange(name, _shown(at, here), _shown(at, there), _openings(here, there, at))


def _shown(at: datetime, calendar: Calendar) -> datetime:
    """Return what a calendar's clock shows: without a zone, so that no template moves it to the reader's."""
    return at.astimezone(calendar.zone).replace(tzinfo=None)


def _openings(here: Calendar, there: Calendar, at: datetime) -> list[tuple[datetime, datetime]]:
    """Return when each of the next days begins, by the clock of now, before and after the change."""
    found = []
    for day in (at.astimezone(here.zone).date() + timedelta(days=number) for number in range(1, 8)):
        midnights = [datetime.combine(day, datetime.min.time(), each.zone) for each in (here, there)]
        opens = [next_opening(each, start) for each, start in zip((here, there), midnights, strict=True)]
        if here.on(day) and opens[0] and opens[1]:
            found.append((_shown(opens[0], here), _shown(opens[1], here)))
    return found[:3]
