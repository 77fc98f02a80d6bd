"""Reads around putting customers together: who may be one, what was put together, and what would be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from saath.core.errors import NotFound
from saath.core.mail_addresses import BadAddress, canonical_key
from saath.core.phone_numbers import phone_key
from saath.core.references import normalise_reference
from saath.core.text import storable
from saath.customers.evidence import Evidence, evidence_from, is_verified
from saath.customers.models import Customer, CustomerMove, Identity, Suggestion
from saath.tenancy.actor import Actor

MOST = 20


@dataclass(frozen=True, slots=True)
class MaybeSame:
    """Another customer who may be the same person, and what speaks for it."""

    suggestion: UUID
    customer: Customer
    evidence: tuple[Evidence, ...]

    @property
    def is_verified(self) -> bool:
        """Tell whether more than a guess speaks for it."""
        return is_verified(self.evidence)


@dataclass(frozen=True, slots=True)
class Past:
    """One merge or split of a customer that can be taken back; `other` came in, or went."""

    move: UUID
    is_merge: bool
    other: Customer
    by: str
    at: datetime


def get_customer(actor: Actor, public_id: UUID, *, beside: Mapping[str, Any] | None = None) -> Customer:
    """Return a customer, with whom they were merged into, if they were; raises `Forbidden`, `NotFound`.

    `beside` is what another room asks with it, in the same statement.
    """
    actor.require("customer.read")
    customers = Customer.objects.select_related("merged_into").annotate(**(beside or {}))
    found = customers.filter(public_id=public_id).first()
    if found is None:
        raise NotFound()
    return found


def may_be_same(actor: Actor, customer: Customer) -> Sequence[MaybeSame]:
    """Return who may be the same person, what is sure first; one statement. Raises `Forbidden`."""
    actor.require("customer.read")
    parts = Customer.objects.filter(Q(pk=customer.pk) | Q(merged_into=customer)).values("pk")
    rows = Suggestion.objects.filter(Q(one__in=parts) | Q(other__in=parts), dismissed_at=None)
    found = rows.select_related("one__merged_into", "other__merged_into").order_by("-id")[:MOST]
    read = (_read(each, customer) for each in found)
    others = {each.customer.pk: each for each in read if each.customer.pk != customer.pk and each.evidence}
    return sorted(others.values(), key=lambda each: not each.is_verified)


def find_named(actor: Actor, words: str) -> Customer | None:
    """Return whom a reference, a mail address or a telephone number names, or whom they were merged into; None for nobody.

    Raises `Forbidden`.
    """
    actor.require("customer.read")
    words = storable(words).strip()
    # Asked first: letters can be dialled, and some references read as a telephone number.
    reference = normalise_reference(words)
    known = _known_by(words) if reference is None else None
    named = Customer.objects.filter(reference=reference or words)
    if known is not None:
        named = Customer.objects.filter(pk__in=known.values("customer"))
    found = named.select_related("merged_into").first()
    return (found.merged_into or found) if found else None


def _known_by(words: str) -> QuerySet[Identity] | None:
    """Return the identities that an address or a number names; None for words that are neither."""
    if "@" in words:
        with suppress(BadAddress):
            return Identity.objects.filter(namespace="email", key=canonical_key(words))
    number = phone_key(words)
    return Identity.objects.filter(namespace="phone", key=number) if number else None


def get_suggestion(actor: Actor, public_id: UUID) -> Suggestion:
    """Return a suggestion; raises `Forbidden`, `NotFound`."""
    actor.require("customer.read")
    found = Suggestion.objects.select_related("one", "other").filter(public_id=public_id).first()
    if found is None:
        raise NotFound()
    return found


def past_of(actor: Actor, customer: Customer) -> Sequence[Past]:
    """Return what was put together with a customer and what was split off, newest first; one statement. Raises `Forbidden`."""
    actor.require("customer.read")
    merged = Q(target=customer, kind=CustomerMove.Kind.MERGE)
    split = Q(source=customer, kind=CustomerMove.Kind.SPLIT)
    found = CustomerMove.objects.filter(merged | split, undone_at=None)
    rows = found.select_related("source", "target", "moved_by").order_by("-id")[:MOST]
    return [_past(each) for each in rows]


def get_move(actor: Actor, public_id: UUID) -> CustomerMove:
    """Return a merge or a split; raises `Forbidden`, `NotFound`."""
    actor.require("customer.read")
    found = CustomerMove.objects.select_related("source", "target").filter(public_id=public_id).first()
    if found is None:
        raise NotFound()
    return found


def get_own_identity(actor: Actor, public_id: UUID) -> Identity:
    """Return an identity with its customer; raises `Forbidden`, `NotFound`."""
    actor.require("customer.read")
    found = _identities().filter(public_id=public_id).first()
    if found is None:
        raise NotFound()
    return found


def _identities() -> QuerySet[Identity]:
    return Identity.objects.select_related("customer")


def _read(suggestion: Suggestion, customer: Customer) -> MaybeSame:
    both = [each.merged_into or each for each in (suggestion.one, suggestion.other)]
    other = both[1] if both[0].pk == customer.pk else both[0]
    return MaybeSame(suggestion.public_id, other, evidence_from(suggestion.evidence))


def _past(move: CustomerMove) -> Past:
    is_merge = move.kind == CustomerMove.Kind.MERGE
    by = move.moved_by.display_name if move.moved_by else ""
    return Past(move.public_id, is_merge, move.source if is_merge else move.target, by, move.created_at)
