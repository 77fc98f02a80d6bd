"""What is missing of a customer, as their page says it: who should ask, and what mends it in one press."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise

from saath.customers.consent import Purpose
from saath.customers.consenting import Said
from saath.customers.models import Customer, Identity
from saath.customers.preferences import Reach
from saath.customers.quality import Known, missing_from, quality_of
from saath.orders.bought import Bought


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is not known, who should ask, and what can be pressed: `field` gets one of the `mends`."""

    what: Known
    asks: str | Promise
    field: str
    mends: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Quality:
    """How much is known of a customer, of a hundred, and what is not."""

    score: int
    gaps: Sequence[Gap]


def quality_shown(
    customer: Customer, identities: Sequence[Identity], consents: Sequence[Said], bought: Bought
) -> Quality:
    """Return what is known and what is not, from what their page has read already."""
    known = _known(customer, identities, consents, bought)
    gaps = missing_from(known, has_ordered=bool(bought.newest))
    shown = (Gap(each.what, each.asks, *_mends(each.what, identities)) for each in gaps)
    return Quality(quality_of(known), tuple(shown))


def _known(
    customer: Customer, identities: Sequence[Identity], consents: Sequence[Said], bought: Bought
) -> set[Known]:
    namespaces = {each.namespace for each in identities if each.key}
    there = {
        Known.NAME: customer.name,
        Known.LANGUAGE: customer.language,
        Known.MAIL: "email" in namespaces,
        Known.TELEPHONE: "phone" in namespaces or bought.has_telephone,
        Known.PLACE: bought.has_place,
        Known.REACH: customer.reach,
        Known.ASKED: any(each.purpose == Purpose.MARKETING for each in consents),
    }
    return {what for what, value in there.items() if value}


def _mends(what: Known, identities: Sequence[Identity]) -> tuple[str, Sequence[tuple[str, str]]]:
    """Return which field of the customer takes it, and values for it with their words."""
    match what:
        case Known.NAME:
            names = dict.fromkeys(each.name for each in identities if each.name)
            return "name", [(name, name) for name in names]
        case Known.LANGUAGE:
            return "language", [(code, str(label)) for code, label in settings.LANGUAGES]
        case Known.REACH:
            return "reach", [(each.value, str(each.label)) for each in Reach]
    return "", ()
