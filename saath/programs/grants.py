"""What somebody let a program do, as the code that serves it knows it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from saath.stores.models import Member
from saath.tenancy.actor import Actor


@dataclass(frozen=True, slots=True)
class Grant:
    """Who a program acts for and what it may do now.

    `public_id` stays the same while an app renews its tokens: what is counted or kept for a caller goes by it. `scopes` hold
    what they imply. `is_use_due` asks for `note_use(actor, token_id=…)`, once a minute.
    """

    actor: Actor
    store_id: int
    public_id: UUID
    member: Member
    scopes: frozenset[str]
    label: str
    token_id: int
    is_use_due: bool
