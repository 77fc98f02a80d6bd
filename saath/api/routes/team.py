"""Who works in the shop: colleagues, invitations, and for whom the token acts."""

from __future__ import annotations

from uuid import UUID

from ninja import Router

from saath.api.answers import Created
from saath.api.operations import reads, writes
from saath.api.places import places
from saath.api.request import ApiRequest
from saath.api.shapes import Page
from saath.api.shapes.team import (
    Absence,
    ChangedMember,
    Invitation,
    Me,
    Member,
    NewInvitation,
    TakingChats,
    invitation_shape,
    me_shape,
    member_shape,
)
from saath.api.writing import Single
from saath.stores.actions import away, invitations, members
from saath.stores.models import Member as Row
from saath.stores.queries import get_colleague, get_invitation, get_member, get_team, own_seat, whoever_acts
from saath.stores.rules import Role
from saath.tenancy.actor import Actor

router = Router(tags=["team"])
READ, WRITE = "team:read", "team:write"
OWN = "conversations:write"
# What every token may ask: whose it is, and what it is for.
ANY = ""


def hold_member(actor: Actor, id: UUID) -> Row:
    """Return a colleague; raises `NotFound`."""
    return get_member(actor, str(id))


MEMBER = Single(hold=hold_member, show=lambda _request, held: member_shape(held))


@reads(router, "/members", Page[Member], scope=READ)
def list_members(request: ApiRequest, former: bool = False) -> Page[Member]:
    """List the colleagues by name; `former=true` lists those who left."""
    team = get_team(request.actor)
    found = team.former if former else team.members
    return Page(items=[member_shape(each) for each in found], next_cursor=None)


@reads(router, "/members/{uuid:id}", Member, scope=READ)
def get_member_of_team(request: ApiRequest, id: UUID) -> Member:
    """Get a colleague, one who left too."""
    return member_shape(hold_member(request.actor, id))


@writes(router, "PATCH", "/members/{uuid:id}", Member, scope=WRITE, single=MEMBER)
def change_role(request: ApiRequest, id: UUID, body: ChangedMember) -> Member:
    """Give a colleague another role; it holds from their next request. No program makes or unmakes an owner."""
    members.change_role(request.actor, hold_member(request.actor, id), role=Role(body.role))
    return member_shape(hold_member(request.actor, id))


@writes(router, "POST", "/members/{uuid:id}/revoke", Member, scope=WRITE, single=MEMBER)
def revoke_member(request: ApiRequest, id: UUID) -> Member:
    """End a colleague's rights in this shop, at once; their answers keep their name."""
    members.revoke_member(request.actor, hold_member(request.actor, id))
    return member_shape(hold_member(request.actor, id))


@reads(router, "/invitations", Page[Invitation], scope=READ)
def list_invitations(request: ApiRequest) -> Page[Invitation]:
    """List the invitations that nobody has taken up, those that ran out too."""
    sent = get_team(request.actor).invitations
    return Page(items=[invitation_shape(each.invitation) for each in sent], next_cursor=None)


@reads(router, "/invitations/{uuid:id}", Invitation, scope=READ)
def get_invitation_of_team(request: ApiRequest, id: UUID) -> Invitation:
    """Get an invitation."""
    return invitation_shape(get_invitation(request.actor, str(id)))


@writes(router, "POST", "/invitations", Invitation, scope=WRITE, status=201)
def invite_member(request: ApiRequest, body: NewInvitation) -> Created:
    """Mail a link that lets one person in, once, within seven days; as an owner, no program does."""
    made = invitations.invite_member(request.actor, email=body.email, role=Role(body.role))
    return Created(invitation_shape(made), f"invitations/{made.public_id}")


@writes(router, "POST", "/invitations/{uuid:id}/renew", Invitation, scope=WRITE)
def renew_invitation(request: ApiRequest, id: UUID) -> Invitation:
    """Mail a new link; the old one ends."""
    found = get_invitation(request.actor, str(id))
    return invitation_shape(invitations.renew_invitation(request.actor, found))


@writes(router, "DELETE", "/invitations/{uuid:id}", scope=WRITE)
def withdraw_invitation(request: ApiRequest, id: UUID) -> None:
    """Make a link useless."""
    invitations.withdraw_invitation(request.actor, get_invitation(request.actor, str(id)))


@reads(router, "/me", Me, scope=ANY)
def get_me(request: ApiRequest) -> Me:
    """Get for whom the token acts, and what it is for; every token may ask."""
    return me_shape(request.grant, whoever_acts(request.actor))


@writes(router, "POST", "/me/away", Me, scope=OWN)
def go_away(request: ApiRequest, body: Absence) -> Me:
    """Say when one is away, and who stands in."""
    stand_in = get_colleague(request.actor, str(body.stand_in_id)) if body.stand_in_id else None
    with places({"stand_in": "stand_in_id"}):
        away.go_away(
            request.actor,
            own_seat(request.actor),
            since=body.since,
            until=body.until,
            stand_in=stand_in,
            note=body.note,
        )
    return get_me(request)


@writes(router, "POST", "/me/back", Me, scope=OWN)
def come_back(request: ApiRequest) -> Me:
    """Be here again, or do not go after all."""
    away.come_back(request.actor, own_seat(request.actor))
    return get_me(request)


@writes(router, "POST", "/me/chats", Me, scope=OWN)
def take_chats(request: ApiRequest, body: TakingChats) -> Me:
    """Take live chats from now on, or none."""
    away.take_chats(request.actor, own_seat(request.actor), is_taking=body.is_taking)
    return get_me(request)
