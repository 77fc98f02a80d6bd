"""How the shop makes amends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from saath.accounts.actions.audit import record_audit
from saath.accounts.models import AuditKind
from saath.core.errors import BadInput
from saath.core.text import storable
from saath.promises.amends.events import AMENDS_DECIDED
from saath.promises.amends.settings import amends_settings, currencies_paid_in
from saath.promises.models import AmendsCode, AmendsSettings
from saath.promises.models.amends import MODES
from saath.stores.models import Member
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_unless_there
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

MOST_CODES = 2_000
LONGEST_CODE = 40


@dataclass(frozen=True, slots=True)
class Terms:
    """For which clocks amends are made and how, with what, within what; amounts are minor units of `currency`, '' for that of
    before, at first the one in which most customers pay.
    """

    modes: Mapping[str, str]
    gift: str
    case_minor: int
    month_minor: int
    again_after_days: int
    coupon_days: int
    signed_by: Member | None = None
    currency: str = ""


@action
def decide_amends(actor: Actor, *, terms: Terms) -> AmendsSettings:
    """Decide how amends are made; coupons are made in the name of who decided last. Raises `Forbidden`, `BadInput`."""
    actor.require("store.settings")
    held = AmendsSettings.objects.select_for_update(of=("self",))
    settings = held.first()
    if settings is None:
        insert_unless_there(amends_settings())
        settings = held.get()
    values: dict[str, Any] = {name: terms.modes.get(name, "off") for name in MODES}
    for name in ("gift", "case_minor", "month_minor", "again_after_days", "coupon_days"):
        values[name] = getattr(terms, name)
    currency = terms.currency or settings.currency
    if currency != settings.currency and currency not in currencies_paid_in():
        raise BadInput(_("Choose a currency in which your customers pay."), field="currency")
    values |= {
        "currency": currency,
        "signed_by_id": terms.signed_by.pk if terms.signed_by else None,
        "allowed_by_id": actor.member_id,
        "is_doubted": False,
    }
    for name, value in values.items():
        setattr(settings, name, value)
    _check(settings)
    settings.save()
    emit(actor, AMENDS_DECIDED, subject=settings, changed=sorted(values))
    record_audit(actor, kind=AuditKind.SETTINGS_CHANGED, detail={"changed": ["amends"]})
    return settings


@action
def add_codes(actor: Actor, *, codes: Sequence[str]) -> int:
    """Add codes of the shop to make amends with, each once; return how many are new. Raises `Forbidden`, `BadInput`."""
    actor.require("store.settings")
    wanted = list(dict.fromkeys(filter(None, (storable(each).strip() for each in codes))))
    if any(len(each) > LONGEST_CODE or " " in each for each in wanted):
        raise BadInput(_("A code is one word of at most 40 letters."), field="codes")
    if AmendsCode.objects.filter(used_at=None).count() + len(wanted) > MOST_CODES:
        raise BadInput(_("That are more codes than we keep: 2,000 that are free."), field="codes")
    return sum(insert_unless_there(AmendsCode(code=each)) for each in wanted)


def _check(settings: AmendsSettings) -> None:
    try:
        settings.clean_fields(exclude=["store", "signed_by", "allowed_by"])
    except ValidationError as error:
        field = next(iter(error.message_dict))
        raise BadInput(error.message_dict[field][0], field=field) from error
