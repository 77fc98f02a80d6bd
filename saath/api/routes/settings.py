"""How the shop works: name, languages, hours, holidays, promise, and what a machine says."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Router

from saath.api.answers import Created
from saath.api.operations import reads, writes
from saath.api.places import places
from saath.api.request import ApiRequest
from saath.api.shapes import Page
from saath.api.shapes.settings import (
    ChangedSettings,
    Holiday,
    NewHoliday,
    Settings,
    holiday_shape,
    settings_shape,
)
from saath.api.shapes.words import named
from saath.api.writing import Single
from saath.stores.actions import settings as deciding
from saath.stores.actions.acknowledging import word_acknowledgement
from saath.stores.actions.shop import present_shop
from saath.stores.hours_json import week_from_json
from saath.stores.settings_queries import get_holiday, get_shop_settings
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import current_store_id

router = Router(tags=["settings"])
READ, WRITE = "settings:read", "settings:write"
PRESENTING = ("name", "names", "language", "colour")
PLACES = {"text": "acknowledgement/texts"} | {
    f"text_{code}": f"acknowledgement/texts/{code}" for code in ("en", "hi", "gu")
}


def shown(request: ApiRequest, _held: object = None) -> Settings:
    """Return the settings as they are now."""
    return settings_shape(Store.objects.get(pk=current_store_id()), get_shop_settings(request.actor))


SETTINGS = Single(hold=lambda actor, _none: actor.require("store.settings"), show=shown)


@reads(router, "/settings", Settings, scope=READ)
def get_settings(request: ApiRequest) -> Settings:
    """Get how the shop works."""
    return shown(request)


@writes(router, "PATCH", "/settings", Settings, scope=WRITE, single=SETTINGS)
def change_settings(request: ApiRequest, body: ChangedSettings) -> Settings:
    """Change how the shop works; all of what is sent, or nothing."""
    changes = {name: value for name in body.model_fields_set if (value := getattr(body, name)) is not None}
    with places(PLACES):
        _present(request, changes)
        _decide(request.actor, changes)
    return shown(request)


@reads(router, "/holidays", Page[Holiday], scope=READ)
def list_holidays(request: ApiRequest) -> Page[Holiday]:
    """List the holidays from today on."""
    found = get_shop_settings(request.actor).holidays
    return Page(items=[holiday_shape(each) for each in found], next_cursor=None)


@writes(router, "POST", "/holidays", Holiday, scope=WRITE, status=201)
def add_holiday(request: ApiRequest, body: NewHoliday) -> Created:
    """Close the shop on a day."""
    made = deciding.add_holiday(request.actor, date=body.date, name=body.name, names=named(body.names))
    return Created(holiday_shape(made), f"holidays/{made.public_id}")


@reads(router, "/holidays/{uuid:id}", Holiday, scope=READ)
def get_holiday_of_shop(request: ApiRequest, id: UUID) -> Holiday:
    """Get a holiday."""
    return holiday_shape(get_holiday(request.actor, str(id)))


@writes(router, "DELETE", "/holidays/{uuid:id}", scope=WRITE)
def remove_holiday(request: ApiRequest, id: UUID) -> None:
    """Open the shop on that day again."""
    deciding.remove_holiday(request.actor, get_holiday(request.actor, str(id)))


def _present(request: ApiRequest, changes: dict[str, Any]) -> None:
    if not changes.keys() & {*PRESENTING}:
        return
    now = shown(request)
    said = {name: changes.get(name, getattr(now, name)) for name in PRESENTING}
    present_shop(request.actor, **said)


def _decide(actor: Actor, changes: dict[str, Any]) -> None:
    if "languages" in changes:
        deciding.set_languages(actor, languages=changes["languages"])
    if "hours" in changes:
        deciding.set_hours(actor, week=week_from_json(changes["hours"]))
    if "holiday_state" in changes:
        deciding.set_holiday_state(actor, state=changes["holiday_state"])
    if "first_answer_target_seconds" in changes:
        deciding.set_first_answer_target(actor, seconds=changes["first_answer_target_seconds"])
    if "acknowledgement" in changes:
        told = changes["acknowledgement"]
        word_acknowledgement(actor, on=told.is_on, texts=_worded(actor, told.texts))
    if changes.keys() & {"asks_if_sorted", "follow_up_after_days"}:
        settings = get_shop_settings(actor).settings
        deciding.set_after_solving(
            actor,
            asks=changes.get("asks_if_sorted", settings.asks_if_sorted),
            follow_up_after_days=changes.get("follow_up_after_days", settings.follow_up_after_days),
        )


def _worded(actor: Actor, texts: dict[str, str]) -> dict[str, str]:
    """A language of the shop that is left out has our words."""
    return {code: texts.get(code, "") for code in get_shop_settings(actor).settings.languages} | texts
