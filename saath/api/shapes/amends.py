"""Amends for missed promises, as programs see them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from saath.api.shapes import Input, Shape, Whole
from saath.api.shapes.money import Money, money_shape
from saath.promises.amends.queries import Decided
from saath.promises.models import Amends as Row
from saath.promises.models.amends import MODES, MOST_MINOR

Mode = Literal["off", "prepare", "send"]
Promise = Literal["first_answer", "next_answer", "solution", "update"]
Gift = Literal["words", "codes", "coupon"]


class AmendsSettings(Shape):
    """How amends are made for each kind of promise, with what and within which budget. Amounts are minor units of `currency`.

    `spent_minor` is what this month has cost, `free_codes` how many codes are left, at most 1,000 are counted.
    """

    modes: dict[Promise, Mode]
    gift: Gift
    currency: str
    case_minor: int
    month_minor: int
    spent_minor: int
    free_codes: int
    again_after_days: int
    coupon_days: int
    signed_by_id: UUID | None


class NewAmendsSettings(Input):
    """How amends are to be made; a promise that is left out is off. Without `signed_by_id` whoever has it signs.

    Amounts are minor units of `currency`, one in which customers pay; where it is left out it stays.
    """

    modes: dict[Promise, Mode]
    gift: Gift = "words"
    currency: Annotated[str, StringConstraints(pattern="^[A-Z]{3}$")] | None = None
    case_minor: Annotated[Whole, Field(ge=0, le=MOST_MINOR)] = 0
    month_minor: Annotated[Whole, Field(ge=0, le=100 * MOST_MINOR)] = 0
    again_after_days: Annotated[Whole, Field(ge=1, le=365)] = 90
    coupon_days: Annotated[Whole, Field(ge=7, le=365)] = 60
    signed_by_id: UUID | None = None


class NewAmendsCodes(Input):
    """Codes of the shop; those that are there already are passed over."""

    codes: list[Annotated[str, StringConstraints(max_length=60)]] = Field(min_length=1, max_length=2_000)


class AddedCodes(Shape):
    """How many codes were new."""

    added: int


class Amends(Shape):
    """What was done for one missed promise, and what it cost."""

    id: UUID
    conversation_id: UUID
    promise: str
    promised_at: datetime
    state: Literal["prepared", "waiting", "sent", "dropped"]
    gift: Gift
    cost: Money
    code: str
    signed_by_id: UUID | None
    message_id: UUID | None
    sent_at: datetime | None
    created_at: datetime


def settings_shape(decided: Decided) -> AmendsSettings:
    """Return the settings as programs see them."""
    kept = decided.settings
    return AmendsSettings(
        modes={name: getattr(kept, name) for name in MODES},  # type: ignore[misc]  # the names are these
        gift=kept.gift,  # type: ignore[arg-type]  # a choice of the model
        currency=kept.currency,
        case_minor=kept.case_minor,
        month_minor=kept.month_minor,
        spent_minor=decided.spent_minor,
        free_codes=decided.free_codes,
        again_after_days=kept.again_after_days,
        coupon_days=kept.coupon_days,
        signed_by_id=kept.signed_by.public_id if kept.signed_by else None,
    )


def amends_shape(row: Row) -> Amends:
    """Return amends of `amends_page` as programs see them."""
    return Amends(
        id=row.public_id,
        conversation_id=row.conversation.public_id,
        promise=row.kind,
        promised_at=row.promised_at,
        state=row.state,  # type: ignore[arg-type]  # a choice of the model
        gift=row.gift,  # type: ignore[arg-type]  # a choice of the model
        cost=money_shape(row.cost),
        code=row.code,
        signed_by_id=row.signed_by.public_id if row.signed_by else None,
        message_id=row.message.public_id if row.message else None,
        sent_at=row.sent_at,
        created_at=row.created_at,
    )
