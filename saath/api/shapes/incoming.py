"""What came in, and what the shop decided about it, as it looks outside."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from saath.api.shapes import Input, Paging, Shape
from saath.conversations.ledger_rules import words_of_rule
from saath.conversations.models import IntakeItem, SenderRule, Suppression

State = Literal["received", "accepted", "ignored", "quarantined", "failed"]


class Arrival(Shape):
    """One thing that reached the shop, and what became of it; `why` says by which rule, in the language asked for."""

    id: UUID
    source: str
    state: State
    is_repeat: bool
    is_imported: bool
    rule: str
    why: str
    error: str
    message_id: UUID | None
    conversation_id: UUID | None
    received_at: datetime


class ArrivalsAsked(Paging):
    """Which things; `day` is one in the shop's time zone."""

    state: Literal["accepted", "repeat", "ignored", "quarantined", "failed", "waiting", "missing"] | None = (
        None
    )
    source: str | None = Field(None, max_length=20)
    day: date | None = None


class Rule(Shape):
    """A sender, an address or a domain, whose mail is always let in, or never."""

    id: UUID
    kind: Literal["allow", "block"]
    sender: str
    created_at: datetime


class NewRule(Input):
    """Whose mail is to be let in or kept out; a rule for the same sender is replaced."""

    kind: Literal["allow", "block"]
    sender: str = Field(min_length=3, max_length=320, examples=["example.in"])


class SuppressedAddress(Shape):
    """An address to which machines write no more, because a mail came back for good or was called spam."""

    id: UUID
    address: str
    reason: Literal["bounced", "complained"]
    status: str
    created_at: datetime


def arrival_shape(row: IntakeItem) -> Arrival:
    """Return what came in as programs see it."""
    message = row.message
    return Arrival(
        id=row.public_id,
        source=row.source,
        state=row.state,  # type: ignore[arg-type]  # a choice of the model
        is_repeat=row.is_repeat,
        is_imported=row.is_imported,
        rule=row.rule,
        why=words_of_rule(row.rule) if row.rule else "",
        error=row.error,
        message_id=message.public_id if message else None,
        conversation_id=message.conversation.public_id if message else None,
        received_at=row.received_at,
    )


def rule_shape(row: SenderRule) -> Rule:
    """Return a sender rule as programs see it."""
    return Rule(
        id=row.public_id,
        kind=row.kind,  # type: ignore[arg-type]  # a choice of the model
        sender=row.key,
        created_at=row.created_at,
    )


def suppressed_shape(row: Suppression) -> SuppressedAddress:
    """Return a suppressed address as programs see it."""
    return SuppressedAddress(
        id=row.public_id,
        address=row.address,
        reason=row.reason,  # type: ignore[arg-type]  # a choice of the model
        status=row.status,
        created_at=row.created_at,
    )
