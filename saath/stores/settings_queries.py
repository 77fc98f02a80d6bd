"""Reading a shop's settings and its audit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from saath.accounts.models import AuditEntry
from saath.accounts.queries import AUDIT_PAGE_ROWS, list_audit
from saath.core.clock import now
from saath.core.errors import NotFound
from saath.core.languages import CODES
from saath.stores.acknowledgement import ACKNOWLEDGEMENT, Promise, acknowledgement
from saath.stores.calendar import calendar_of, list_holidays, settings_of
from saath.stores.models import CustomerText, Holiday, Member, StoreSettings
from saath.stores.shop_name import SHOP_NAME
from saath.stores.texts import Wording, local_text
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import current_store_id

SAMPLE_REFERENCE = "7KM-4Q2X"


@dataclass(frozen=True, slots=True)
class ShopSettings:
    """What the page of the shop's settings shows; `presented` has the values of the form with the names,
    `acknowledgement` those of the form with what a machine says at once."""

    settings: StoreSettings
    presented: dict[str, Any]
    holidays: Sequence[Holiday]
    acknowledgement: dict[str, Any]


@dataclass(frozen=True, slots=True)
class AuditLine:
    """An audit entry with the name of the colleague whom it is about."""

    entry: AuditEntry
    about: str


@dataclass(frozen=True, slots=True)
class AuditPage:
    """What the page of the audit shows."""

    lines: Sequence[AuditLine]
    next_cursor: str


def get_audit(actor: Actor, *, cursor: str = "", kind: str = "", limit: int = AUDIT_PAGE_ROWS) -> AuditPage:
    """The audit of the actor's shop, newest first.  Raises Forbidden, BadInput (the cursor)."""
    page = list_audit(actor, cursor=cursor, kind=kind, limit=limit)
    ids = {entry.detail["member"] for entry in page.rows if "member" in entry.detail}
    members = Member.objects.filter(public_id__in=ids)
    names = {str(member.public_id): member.display_name for member in members}
    lines = [AuditLine(entry, names.get(entry.detail.get("member", ""), "")) for entry in page.rows]
    return AuditPage(lines, page.next_cursor)


def get_shop_settings(actor: Actor) -> ShopSettings:
    """Name, hours, promise, and holidays from today on.  Raises Forbidden without `store.settings`."""
    actor.require("store.settings")
    store = Store.objects.get(pk=current_store_id())
    settings, today = settings_of(store.pk), now().astimezone(store.zone).date()
    holidays = [holiday for holiday in list_holidays(store.pk) if holiday.date >= today]
    versions = {row.language: row.text for row in CustomerText.objects.filter(key=SHOP_NAME.name)}
    presented: dict[str, Any] = {f"name_{code}": versions.get(code, "") for code in CODES}
    presented |= {"name": store.name, "language": store.language, "languages": settings.languages}
    return ShopSettings(settings, presented, holidays, _acknowledgement(store, settings))


def preview_acknowledgement(actor: Actor, texts: Mapping[str, str]) -> list[Wording]:
    """What would be said to somebody who writes now, for each text.  Raises Forbidden."""
    actor.require("store.settings")
    store = Store.objects.get(pk=current_store_id())
    settings = settings_of(store.pk)
    promise = Promise(calendar_of(store.pk), now(), settings.first_answer_target_seconds)
    return [
        acknowledgement(store, promise, language=language, reference=SAMPLE_REFERENCE, text=text or None)
        for language, text in texts.items()
    ]


def _acknowledgement(store: Store, settings: StoreSettings) -> dict[str, Any]:
    words = local_text(store, ACKNOWLEDGEMENT)
    said = {f"text_{code}": words.versions.get(code, "") for code in settings.languages}
    return {"on": settings.acknowledges, **said}


def get_holiday(actor: Actor, public_id: str) -> Holiday:
    """A holiday by public id.  Raises Forbidden, NotFound."""
    actor.require("store.settings")
    holiday = Holiday.objects.filter(public_id=public_id).first()
    if holiday is None:
        raise NotFound
    return holiday
