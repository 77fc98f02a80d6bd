"""Changing who may do what in a shop."""

from django.utils.translation import gettext_lazy as _

from saath.accounts.actions.audit import record_audit
from saath.accounts.models import AuditKind
from saath.core.clock import now
from saath.core.errors import Conflict, Forbidden
from saath.stores import events
from saath.stores.models import Member
from saath.stores.rules import Role, Seat, leaves_an_owner, may_give
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def change_role(actor: Actor, member: Member, *, role: Role) -> Member:
    """Give a colleague another role; it holds from their next request.

    Raises Forbidden (not theirs to give or take), Conflict (the last owner, or no longer a colleague).
    """
    member = _locked(actor, member)
    before = Role(member.role)
    if role is before:
        return member
    _may(actor, before, role)
    if before is Role.OWNER:
        _keep_an_owner(member)
    member.role = role
    member.save(update_fields=["role"])
    emit(actor, events.MEMBER_ROLE_CHANGED, subject=member, changed=["role"])
    _remember(actor, AuditKind.ROLE_CHANGED, member, {"from": before.value, "to": role.value})
    return member


@action
def revoke_member(actor: Actor, member: Member) -> Member:
    """Close a colleague's seat: from now on their sessions and open pages have no right in this shop.

    Anybody may give up their own seat.  Raises Forbidden, Conflict (last owner, or no longer a colleague).
    """
    member = _locked(actor, member)
    if actor.member_id != member.pk:
        _may(actor, Role(member.role))
    if member.role == Role.OWNER:
        _keep_an_owner(member)
    member.is_active, member.revoked_at = False, now()
    member.save(update_fields=["is_active", "revoked_at"])
    emit(actor, events.MEMBER_REVOKED, subject=member, changed=["is_active"])
    _remember(actor, AuditKind.MEMBER_REVOKED, member, {"role": member.role})
    return member


@action
def rename_member(actor: Actor, member: Member, *, display_name: str) -> Member:
    """Change the name that customers see.  Raises Forbidden for anybody else's without `store.members`."""
    if actor.member_id != member.pk:
        actor.require("store.members")
    member.display_name = display_name.strip()
    member.save(update_fields=["display_name"])
    emit(actor, events.MEMBER_CHANGED, subject=member, changed=["display_name"])
    return member


def _locked(actor: Actor, member: Member) -> Member:
    """The seat as it is now, held with its fellow owners until the end of the transaction."""
    if actor.member_id != member.pk:
        actor.require("store.members")
    seats = Member.objects.select_for_update().order_by("id")
    current = {seat.pk: seat for seat in seats.filter(is_active=True)}
    if member.pk not in current:
        raise Conflict(_("This person is no longer a colleague."))
    return current[member.pk]


def _may(actor: Actor, *roles: Role) -> None:
    if actor.kind != "system" and not all(may_give(actor.verbs, role) for role in roles):
        raise Forbidden(_("Only an owner gives or takes this role."))


def _keep_an_owner(member: Member) -> None:
    seats = [Seat(seat.pk, Role(seat.role), seat.is_active) for seat in Member.objects.active()]
    if not leaves_an_owner(seats, without=member.pk):
        raise Conflict(
            _("A shop needs an owner, and this is the last one."),
            what_to_do=_("Make a colleague an owner first."),
        )


def _remember(actor: Actor, kind: AuditKind, member: Member, detail: dict[str, str]) -> None:
    detail["member"] = str(member.public_id)
    record_audit(actor, kind=kind, store_id=member.store_id, detail=detail)
