"""Who holds a token."""

from __future__ import annotations

from django.db.models import UUIDField

from saath.chats.models import Visitor
from saath.chats.tokens import visitor_in
from saath.tenancy.actor import Actor
from saath.tenancy.given import Given
from saath.tenancy.prepared import Prepared

# Who was erased has no key left, and is nobody's visitor any more.
KNOWN = Prepared(
    lambda: (
        Visitor.objects.select_related("identity__customer")
        .filter(public_id=Given("public_id", UUIDField()))
        .exclude(identity__key="")
    )
)


def visitor_of(token: str) -> Visitor | None:
    """Return who holds a token of the store in scope, None for a bad one and for one of another shop."""
    named = visitor_in(token)
    return KNOWN.first(public_id=named) if named else None


def actor_of(visitor: Visitor) -> Actor:
    """Return the visitor as who does something: a customer, with no right beyond what is their own."""
    return Actor(
        kind="customer",
        label="by the chat",
        store_id=visitor.store_id,
        customer_id=visitor.identity.customer_id,
    )
