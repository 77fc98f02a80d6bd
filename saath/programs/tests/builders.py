"""Tokens for tests, made by the action that makes them in life."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from saath.core.clock import now
from saath.programs.actions.tokens import MadeToken, create_token
from saath.stores.models import Member
from saath.stores.tests.builders import actor_with
from saath.tenancy.scope import store_scope


def make_token(
    member: Member,
    scopes: Collection[str] = ("conversations:read",),
    *,
    name: str = "Night report",
    days: int = 30,
) -> MadeToken:
    """Make a token of a member's, as they would on the page."""
    with store_scope(member.store.pk):
        return create_token(
            actor_with(member), name=name, scopes=scopes, expires_at=now() + timedelta(days=days)
        )


def bearer_of(member: Member, *scopes: str) -> str:
    """Make a token and return what its bearer shows."""
    return make_token(member, scopes or ("conversations:read",)).bearer.reveal()
