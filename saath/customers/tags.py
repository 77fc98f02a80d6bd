"""Tags on customers: how they are written, and reads of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _

from saath.core.errors import BadInput, NotFound
from saath.core.text import storable
from saath.customers.models import Customer, CustomerTag, CustomerTagging
from saath.tenancy.actor import Actor
from saath.tenancy.nested import NestedRows

MOST = 60
LONGEST_TAG = 40


@dataclass(frozen=True, slots=True)
class Tagged:
    """A tag on a customer."""

    public_id: UUID
    name: str


def tags_beside() -> Mapping[str, Any]:
    """Return what to ask beside customers, so that `tags_by` costs no statement of its own."""
    theirs = CustomerTagging.objects.filter(customer=OuterRef("pk")).order_by("tag__name")[:MOST]
    return {"kept_tags": NestedRows(theirs, "tag__public_id", "tag__name")}


def tags_by(actor: Actor, customer: Customer) -> Sequence[Tagged]:
    """Return the tags of a customer who was read with `tags_beside`; raises `Forbidden`."""
    actor.require("customer.read")
    return [Tagged(UUID(tag), name) for tag, name in getattr(customer, "kept_tags", None) or ()]


def all_tags(actor: Actor) -> Sequence[CustomerTag]:
    """Return the store's tags of customers by name, the first sixty; one statement. Raises `Forbidden`."""
    actor.require("customer.read")
    return list(CustomerTag.objects.order_by("key")[:MOST])


def get_customer_tag(actor: Actor, public_id: UUID) -> CustomerTag:
    """Return a tag of customers; raises `Forbidden`, `NotFound`."""
    actor.require("customer.read")
    found = CustomerTag.objects.filter(public_id=public_id).first()
    if found is None:
        raise NotFound()
    return found


def plain_tag(written: str) -> str:
    """Return a tag as it is kept; raises `BadInput`."""
    name = " ".join(unicodedata.normalize("NFC", storable(written)).split())
    if not name or len(name) > LONGEST_TAG:
        raise BadInput(_("A tag has 1 to 40 characters."), field="name")
    return name


def key_of_tag(written: str) -> str:
    """Return by what two spellings of one tag are one; raises `BadInput`."""
    return plain_tag(written).casefold()
