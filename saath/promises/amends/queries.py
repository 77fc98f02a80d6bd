"""What the page of amends shows."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from saath.core.clock import now
from saath.core.errors import NotFound
from saath.core.money import Money
from saath.core.paging import Page, page_of
from saath.promises.amends.facts import spent_in_month
from saath.promises.amends.settings import amends_settings, currencies_paid_in
from saath.promises.models import Amends, AmendsCode, AmendsSettings
from saath.stores.models import Member
from saath.tenancy.actor import Actor

MOST_CODES_COUNTED = 1_000


@dataclass(frozen=True, slots=True)
class Decided:
    """How amends are made, what they cost this month, how many codes are free (at most 1,000 are counted), who may sign, and in
    which currencies they may be made.
    """

    settings: AmendsSettings
    spent_minor: int
    free_codes: int
    colleagues: tuple[Member, ...]
    currencies: tuple[str, ...]

    @property
    def spent(self) -> Money:
        """What was spent this month."""
        return Money(self.spent_minor, self.settings.currency)

    @property
    def budget(self) -> Money:
        """What may be spent in a month."""
        return Money(self.settings.month_minor, self.settings.currency)


def get_amends_settings(actor: Actor) -> Decided:
    """Return how the shop makes amends. Raises `Forbidden`."""
    actor.require("store.settings")
    free = AmendsCode.objects.filter(used_at=None).order_by()[:MOST_CODES_COUNTED].count()
    colleagues = tuple(Member.objects.active().order_by("display_name"))
    settings = amends_settings()
    spent_minor = spent_in_month(now(), currency=settings.currency)
    currencies = tuple(dict.fromkeys([settings.currency, *currencies_paid_in()]))
    return Decided(settings, spent_minor, free, colleagues, currencies)


def amends_page(actor: Actor, *, cursor: str = "", limit: int = 20) -> Page[Amends]:
    """Return amends, newest first. Raises `Forbidden`, `BadInput` for another list's cursor."""
    actor.require("conversation.read")
    rows = Amends.objects.select_related(
        "conversation__identity__customer", "signed_by", "message", "clock", "act"
    )
    return page_of(rows, order=("-created_at", "-id"), cursor=cursor, limit=limit)


def get_amends(actor: Actor, public_id: UUID) -> Amends:
    """Return amends. Raises `Forbidden`, `NotFound`."""
    actor.require("conversation.read")
    rows = Amends.objects.select_related(
        "conversation__identity__customer", "signed_by", "message", "clock", "act"
    )
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotFound()
    return found
