"""Deciding how the shop works."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from saath.core.errors import BadInput, Conflict
from saath.stores import events
from saath.stores.actions._days import refuse_past
from saath.stores.hours import WeekHours
from saath.stores.hours_json import week_to_json
from saath.stores.kept_hours import keep_hours
from saath.stores.models import Holiday, StoreSettings
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def set_hours(actor: Actor, *, week: WeekHours) -> StoreSettings:
    """Set the opening hours of the store in scope. Raises Forbidden."""
    actor.require("store.settings")
    hours = week_to_json(week)
    if StoreSettings.objects.values_list("hours", flat=True).first() != hours:
        keep_hours()
    return _change(actor, hours=hours)


@action
def set_first_answer_target(actor: Actor, *, seconds: int) -> StoreSettings:
    """Promise a first answer within so many seconds of open time. Raises Forbidden, BadInput."""
    return _change(actor, first_answer_target_seconds=seconds)


@action
def set_languages(actor: Actor, *, languages: Sequence[str]) -> StoreSettings:
    """Choose the languages in which the shop answers, best one first. Raises Forbidden, BadInput."""
    return _change(actor, languages=list(languages))


@action
def set_holiday_state(actor: Actor, *, state: str) -> StoreSettings:
    """Choose the state whose public holidays are suggested, "" for all of India. Raises Forbidden, BadInput."""
    return _change(actor, holiday_state=state)


@action
def set_acknowledges(actor: Actor, *, on: bool) -> StoreSettings:
    """Say whether a machine tells at once that a message is here. Raises Forbidden."""
    return _change(actor, acknowledges=on)


@action
def set_after_solving(actor: Actor, *, asks: bool, follow_up_after_days: int) -> StoreSettings:
    """Say whether customers are asked if it is sorted, and from when on a late answer opens a new conversation.

    Raises Forbidden, BadInput.
    """
    return _change(actor, asks_if_sorted=asks, follow_up_after_days=follow_up_after_days)


@action
def add_holiday(
    actor: Actor, *, date: date, name: str, names: Mapping[str, str] = MappingProxyType({})
) -> Holiday:
    """Close the shop on a date; `names` say by language what day it is.

    Raises Forbidden, BadInput (no name), Conflict (closed on it already).
    """
    actor.require("store.settings")
    if not name.strip():
        raise BadInput(_("Say what day it is."), field="name")
    keep_hours()
    holiday, is_new = Holiday.objects.get_or_create(
        date=date, defaults={"name": name.strip()[:120], "names": dict(names)}
    )
    if not is_new:
        raise Conflict(
            _("The shop is closed on this day already."), what_to_do=_("Look at the list of holidays.")
        )
    emit(actor, events.HOLIDAY_ADDED, subject=holiday)
    return holiday


@action
def remove_holiday(actor: Actor, holiday: Holiday) -> None:
    """Open the shop on that date again. Raises Forbidden, Conflict (it is over: what was open stays so)."""
    actor.require("store.settings")
    refuse_past(holiday.date)
    keep_hours()
    emit(actor, events.HOLIDAY_REMOVED, subject=holiday)
    holiday.delete()


def _change(actor: Actor, **values: Any) -> StoreSettings:
    actor.require("store.settings")
    settings, _is_new = StoreSettings.objects.select_for_update().get_or_create()
    for name, value in values.items():
        setattr(settings, name, value)
    _check(settings, values.keys())
    settings.save(update_fields=list(values))
    emit(actor, events.SETTINGS_CHANGED, subject=settings, changed=tuple(values))
    return settings


def _check(settings: StoreSettings, names: Collection[str]) -> None:
    others = {field.name for field in settings._meta.fields if field.name not in names}
    try:
        settings.clean_fields(exclude=others)
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        raise BadInput(messages[0], field=name) from error
