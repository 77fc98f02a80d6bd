"""One customer with all that their page shows, read in one statement."""

from __future__ import annotations

from uuid import UUID

from saath.customers.consenting import consents_beside
from saath.customers.models import Customer
from saath.customers.queries import credits_beside
from saath.customers.tags import tags_beside
from saath.customers.together import get_customer
from saath.orders.bought import bought_beside
from saath.tenancy.actor import Actor


def whole_customer(actor: Actor, public_id: UUID) -> Customer:
    """Return a customer with what they bought, agreed to, are tagged with, and who wrote it; raises `Forbidden`, `NotFound`."""
    beside = {**bought_beside(), **consents_beside(), **tags_beside(), **credits_beside()}
    return get_customer(actor, public_id, beside=beside)
