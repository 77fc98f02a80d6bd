"""Reads of consent, what stands of it, and where it goes when customers are put together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef

from saath.customers.consent import Entry, How, Purpose, may, present
from saath.customers.models import Consent, Customer
from saath.customers.movers import Brought, Shift, batches, moves
from saath.customers.preferences import Reach
from saath.tenancy.actor import Actor
from saath.tenancy.nested import NestedRows, moment_of

MOST = 100
COLUMNS = (
    "public_id",
    "purpose",
    "channel",
    "is_given",
    "how",
    "wording",
    "language",
    "version",
    "proof",
    "message",
    "at",
    "is_present",
    "recorded_by__display_name",
)


@dataclass(frozen=True, slots=True)
class Said:
    """One entry of the journal, as a page shows it."""

    public_id: UUID
    purpose: Purpose
    channel: str
    is_given: bool
    how: How
    wording: str
    language: str
    version: int
    proof: str
    message: str
    at: datetime | None
    is_present: bool
    by: str

    @property
    def way(self) -> str:
        """By what, "" where no channel is meant."""
        return str(Reach(self.channel).label) if self.channel else ""


def may_contact(customer: Customer, purpose: str, channel: str) -> bool:
    """Tell whether a customer may be written to for a purpose by a channel; one statement in the store's scope.

    News of their orders may go until they say stop; all else needs a yes that stands. What is unknown, or misspelt, may not.
    """
    stands = Consent.objects.filter(
        customer=customer.merged_into_id or customer.pk, purpose=purpose, channel=channel, is_present=True
    )
    return may(purpose, channel, stands.values_list("is_given", flat=True).first())


def consents_beside() -> Mapping[str, Any]:
    """Return what to ask beside customers, so that `consents_by` costs no statement of its own."""
    theirs = Consent.objects.filter(customer=OuterRef("pk")).order_by("-at", "-id")[:MOST]
    return {"kept_consents": NestedRows(theirs, *COLUMNS)}


def consents_by(actor: Actor, customer: Customer) -> Sequence[Said]:
    """Return what a customer said who was read with `consents_beside`, newest first; raises `Forbidden`."""
    actor.require("customer.read")
    return [_said(*row) for row in getattr(customer, "kept_consents", None) or ()]


def mark_present(customer_id: int) -> None:
    """Let what a customer said last of each purpose and channel be what stands."""
    rows = Consent.objects.filter(customer=customer_id)
    entries = [Entry(*row) for row in rows.values_list("pk", "purpose", "channel", "is_given", "at")]
    standing = present(entries)
    rows.filter(is_present=True).exclude(pk__in=standing).update(is_present=False)
    rows.filter(pk__in=standing, is_present=False).update(is_present=True)


def _bring(shift: Shift) -> Iterator[Brought]:
    for ids in batches(Consent.objects.filter(customer=shift.source)):
        Consent.objects.filter(pk__in=ids).update(customer=shift.target, is_present=False)
        mark_present(shift.target.pk)
        yield Brought(rows=ids)


def _take_back(shift: Shift, brought: Brought) -> None:
    still_there = Consent.objects.filter(pk__in=brought.rows, customer=shift.target)
    still_there.update(customer=shift.source, is_present=False)
    mark_present(shift.source.pk)
    mark_present(shift.target.pk)


CONSENTS = replace(moves(Consent), bring=_bring, take_back=_take_back)


def _said(*row: Any) -> Said:
    public_id, purpose, channel, is_given, how, wording, language, version, proof, message, at, stands, by = (
        row
    )
    return Said(
        UUID(public_id),
        Purpose(purpose),
        channel,
        bool(is_given),
        How(how),
        wording,
        language,
        version,
        proof,
        str(UUID(message)) if message else "",
        moment_of(at),
        bool(stands),
        by or "",
    )
