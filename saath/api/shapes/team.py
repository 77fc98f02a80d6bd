"""What the team looks like outside."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from saath.api.shapes import Input, Moment, Shape, Yes
from saath.programs.grants import Grant
from saath.stores.actions.away import LONGEST_NOTE
from saath.stores.models import Invitation as InvitationRow
from saath.stores.models import Member as MemberRow

Role = Literal["owner", "manager", "member", "reader"]


class Member(Shape):
    """A colleague's place in the shop; `name` is what customers read. Who left stays, with `left_at`."""

    id: UUID
    name: str
    email: str
    role: Role
    joined_at: datetime
    left_at: datetime | None
    away_from: datetime | None
    away_until: datetime | None
    takes_chats: bool


class Me(Shape):
    """For whom the token acts, and what it may do."""

    id: UUID
    name: str
    role: Role
    scopes: list[str]
    away_from: datetime | None
    away_until: datetime | None
    away_note: str
    stand_in_id: UUID | None
    takes_chats: bool


class Invitation(Shape):
    """A link on its way to somebody who is to be a colleague; it ends at `expires_at`."""

    id: UUID
    email: str
    role: Role
    sent_at: datetime
    expires_at: datetime


class NewInvitation(Input):
    """Whom to invite, and as what."""

    email: str = Field(min_length=3, max_length=254, examples=["new@example.in"])
    role: Role


class ChangedMember(Input):
    """What a colleague is from now on."""

    role: Role


class Absence(Input):
    """When one is away, who stands in (null: whoever takes it from the queue), and what they should know."""

    since: Moment
    until: Moment
    stand_in_id: UUID | None = None
    note: Annotated[str, Field(max_length=LONGEST_NOTE)] = ""


class TakingChats(Input):
    """Whether live chats may come to one while the desk is open."""

    is_taking: Yes


def member_shape(row: MemberRow) -> Member:
    """Return a colleague as programs see them."""
    return Member(
        id=row.public_id,
        name=row.display_name,
        email=row.person.email,
        role=row.role,  # type: ignore[arg-type]  # a choice of the model
        joined_at=row.joined_at,
        left_at=row.revoked_at,
        away_from=row.away_from,
        away_until=row.away_until,
        takes_chats=row.takes_chats,
    )


def me_shape(grant: Grant, seat: MemberRow) -> Me:
    """Return for whom a token acts as its program sees it."""
    return Me(
        id=seat.public_id,
        name=seat.display_name,
        role=seat.role,  # type: ignore[arg-type]  # a choice of the model
        scopes=sorted(grant.scopes),
        away_from=seat.away_from,
        away_until=seat.away_until,
        away_note=seat.away_note,
        stand_in_id=seat.stand_in.public_id if seat.stand_in else None,
        takes_chats=seat.takes_chats,
    )


def invitation_shape(row: InvitationRow) -> Invitation:
    """Return an invitation as programs see it; its link is only in the mail."""
    return Invitation(
        id=row.public_id,
        email=row.email,
        role=row.role,  # type: ignore[arg-type]  # a choice of the model
        sent_at=row.sent_at,
        expires_at=row.expires_at,
    )
