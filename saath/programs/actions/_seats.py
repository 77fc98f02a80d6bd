"""Whose seat an actor has."""

from __future__ import annotations

from saath.core.errors import Forbidden
from saath.stores.models import Member
from saath.tenancy.actor import Actor


def seat_of(actor: Actor) -> Member:
    """Return the actor's seat, locked: whoever closes it meanwhile meets what is made in it too. Raises Forbidden."""
    member = Member.objects.active().select_for_update().filter(pk=actor.member_id or 0).first()
    if member is None:
        raise Forbidden
    return member
