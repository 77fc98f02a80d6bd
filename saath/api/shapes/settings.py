"""What the settings of a shop look like outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from saath.api.shapes import Input, Shape, Whole, Yes
from saath.api.shapes.words import Code, Words, words_of
from saath.stores.models import Holiday as HolidayRow
from saath.stores.models import SpecialDay as SpecialDayRow
from saath.stores.models.settings import LONGEST_TARGET_SECONDS, SHORTEST_TARGET_SECONDS
from saath.stores.settings_queries import ShopSettings
from saath.tenancy.models import Store

# Two times in a list: a tuple would be `prefixItems`, which generators of clients and of tests know only in part.
Stretch = Annotated[list[str], Field(min_length=2, max_length=2)]
Stretches = Annotated[list[Stretch], Field(max_length=20)]
HOURS = "By day (mon … sun), in order, when it opens and closes; a day that is missing is closed."
Week = Annotated[dict[str, Stretches], Field(description=HOURS, examples=[{"mon": [["10:00", "19:00"]]}])]


class Acknowledgement(Shape):
    """What a machine says at once to whoever writes; `texts` are in the languages of the shop."""

    is_on: bool
    texts: Words


class Settings(Shape):
    """How the shop works. `name` is in its own `language`, `names` has it in others; times are in `time_zone`."""

    id: UUID
    name: str
    names: Words
    language: Code
    languages: list[Code]
    colour: str
    time_zone: str
    hours: Week
    holiday_state: str
    first_answer_target_seconds: int
    acknowledgement: Acknowledgement
    asks_if_sorted: bool
    follow_up_after_days: int


class ChangedAcknowledgement(Input):
    """What a machine is to say at once; a language without a text, or with an empty one, has our words."""

    is_on: Yes
    texts: Words = Field(default_factory=dict)


class ChangedSettings(Input):
    """What is to be different; what is left out stays."""

    name: Annotated[str, Field(min_length=1, max_length=120)] | None = None
    names: Words | None = None
    language: Code | None = None
    languages: Annotated[list[Code], Field(min_length=1, max_length=3)] | None = None
    colour: Annotated[str, Field(max_length=7, examples=["#1d4e79"])] | None = None
    hours: Week | None = None
    holiday_state: (
        Annotated[str, Field(max_length=2, description="GJ, MH, …; empty for all of India")] | None
    ) = None
    first_answer_target_seconds: (
        Annotated[Whole, Field(ge=SHORTEST_TARGET_SECONDS, le=LONGEST_TARGET_SECONDS)] | None
    ) = None
    acknowledgement: ChangedAcknowledgement | None = None
    asks_if_sorted: Yes | None = None
    follow_up_after_days: Annotated[Whole, Field(ge=1, le=365)] | None = None


class Holiday(Shape):
    """A day, in the shop's time zone, on which it does not open; `names` say by language what day it is."""

    id: UUID
    date: date
    name: str
    names: Words


class SpecialDay(Shape):
    """A date with hours of its own, on a holiday too; none mean closed. An empty `channel` is the whole shop."""

    id: UUID
    date: date
    channel: str
    hours: Stretches
    reason: Words


class NewSpecialDay(Input):
    """A date with hours of its own; what the date had before for this channel is replaced."""

    date: date
    channel: Annotated[str, Field(max_length=40)] = ""
    hours: Stretches
    reason: Words = Field(default_factory=dict)


class ChannelHours(Shape):
    """When a channel is answered; without a week of its own, `hours` are the shop's."""

    channel: str
    has_own: bool
    hours: Week


class ChangedChannelHours(Input):
    """The week of a channel; null gives it the shop's again."""

    hours: Week | None


class OpenDay(Shape):
    """A date as customers meet it; `why` says why its hours are not the usual ones, where somebody said so."""

    date: date
    hours: Stretches
    is_usual: bool
    why: str


class PublicHoliday(Shape):
    """A public holiday of the shop's state, as a suggestion."""

    date: date
    name: str
    names: Words
    is_closed: bool


class NewHoliday(Input):
    """A day on which the shop is not to open, and why."""

    date: date
    name: str = Field(min_length=1, max_length=120)
    names: Words = Field(default_factory=dict)


class ChosenHolidays(Input):
    """The public holidays of a year on which the shop is to close, by their dates."""

    year: Annotated[Whole, Field(ge=2000, le=2200)]
    dates: Annotated[list[date], Field(min_length=1, max_length=60)]


class NewTimeZone(Input):
    """Whose clock the hours are of."""

    time_zone: Annotated[str, Field(min_length=1, max_length=64, examples=["Asia/Kolkata"])]


def settings_shape(store: Store, shown: ShopSettings) -> Settings:
    """Return the settings as programs see them."""
    settings, presented, told = shown.settings, shown.presented, shown.acknowledgement
    names = {name[5:]: text for name, text in presented.items() if name.startswith("name_") and text}
    texts = {name[5:]: text for name, text in told.items() if name.startswith("text_")}
    return Settings(
        id=store.public_id,
        name=presented["name"],
        names=words_of(names),
        language=presented["language"],
        languages=settings.languages,
        colour=store.colour,
        time_zone=store.time_zone,
        hours=settings.hours,
        holiday_state=settings.holiday_state,
        first_answer_target_seconds=settings.first_answer_target_seconds,
        acknowledgement=Acknowledgement(is_on=told["on"], texts=words_of(texts)),
        asks_if_sorted=settings.asks_if_sorted,
        follow_up_after_days=settings.follow_up_after_days,
    )


def stretches_of(hours: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the hours of a day as programs see them."""
    return [[start, end] for start, end in hours]


def week_of(hours: Mapping[str, Sequence[Sequence[str]]]) -> dict[str, list[list[str]]]:
    """Return a week as programs see it."""
    return {day: stretches_of(each) for day, each in hours.items()}


def holiday_shape(row: HolidayRow) -> Holiday:
    """Return a holiday as programs see it."""
    return Holiday(id=row.public_id, date=row.date, name=row.name, names=words_of(row.names))


def special_day_shape(row: SpecialDayRow) -> SpecialDay:
    """Return a special day as programs see it."""
    return SpecialDay(
        id=row.public_id, date=row.date, channel=row.channel, hours=row.hours, reason=words_of(row.reason)
    )
