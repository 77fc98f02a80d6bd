"""Letting colleagues in by link."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from saath.accounts.actions.audit import record_audit
from saath.accounts.actions.people import claim_person, create_person
from saath.accounts.addresses import address_key
from saath.accounts.backends import find_person
from saath.accounts.models import AuditKind, Person
from saath.core.clock import now
from saath.core.errors import BadInput, Conflict, Forbidden, NotFound
from saath.jobs import enqueue
from saath.stores import events
from saath.stores.actions._seats import seat_person
from saath.stores.jobs import mail_invitation
from saath.stores.links import hash_secret, new_secret
from saath.stores.models import Invitation, Member
from saath.stores.rules import INVITATION_LASTS, Role, may_give
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit
from saath.timeline.kinds import EventKind


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What somebody without an account enters to take up an invitation."""

    name: str
    password_hash: str
    language: str


@action
def invite_member(actor: Actor, *, email: str, role: Role) -> Invitation:
    """Make a link that lets one person in, once, within seven days, and mail it to them.

    Raises Forbidden, BadInput (no address), Conflict (already a colleague, or already invited).
    """
    actor.require("store.members")
    _may_give(actor, role)
    key = address_key(email)
    if Member.objects.active().filter(person__email_key=key).exists():
        raise Conflict(
            _("This person is already a colleague."), what_to_do=_("You find them in the list of the team.")
        )
    invitation = Invitation(email=email.strip(), email_key=key, role=role, invited_by_id=actor.member_id)
    _date(invitation)
    try:
        with transaction.atomic():
            invitation.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict(
            _("An invitation to this address is already open."),
            what_to_do=_("Send it again from the list below."),
        ) from error
    _tell(actor, events.MEMBER_INVITED, AuditKind.MEMBER_INVITED, invitation)
    enqueue(mail_invitation, invitation.pk)
    return invitation


@action
def renew_invitation(actor: Actor, invitation: Invitation) -> Invitation:
    """Make and mail a new link for an open invitation; the old one ends.

    Raises Forbidden, NotFound when it is used or withdrawn.
    """
    actor.require("store.members")
    _may_give(actor, Role(invitation.role))
    _date(invitation)
    fields = {name: getattr(invitation, name) for name in ("token_hash", "sent_at", "expires_at")}
    if not Invitation.objects.unanswered().filter(pk=invitation.pk).update(**fields):
        raise NotFound
    _tell(actor, events.MEMBER_INVITED, AuditKind.MEMBER_INVITED, invitation)
    enqueue(mail_invitation, invitation.pk)
    return invitation


@action
def withdraw_invitation(actor: Actor, invitation: Invitation) -> None:
    """Make a link useless.  Raises Forbidden, NotFound when it is used or withdrawn."""
    actor.require("store.members")
    _may_give(actor, Role(invitation.role))
    if not Invitation.objects.unanswered().filter(pk=invitation.pk).update(withdrawn_at=now()):
        raise NotFound
    _tell(actor, events.INVITATION_WITHDRAWN, AuditKind.INVITATION_WITHDRAWN, invitation)


@action
def accept_invitation(
    actor: Actor, invitation: Invitation, *, person: Person | None = None, newcomer: Newcomer | None = None
) -> Member:
    """Take up an invitation, as the signed-in `person`, or as a `newcomer` who gets an account.

    Raises NotFound (used, withdrawn, run out), Forbidden (invited was another address), Conflict (the address
    of the newcomer has an account: sign in first).
    """
    at = now()
    open_one = Invitation.objects.unanswered().filter(pk=invitation.pk, expires_at__gt=at)
    if not open_one.update(accepted_at=at):
        raise NotFound
    if person is None:
        person = _create(actor, invitation, newcomer)
    if person.email_key != invitation.email_key:
        raise Forbidden(_("This invitation is for another address."))
    member = seat_person(person, Role(invitation.role))
    emit(actor, events.MEMBER_JOINED, subject=member)
    record_audit(
        actor,
        kind=AuditKind.MEMBER_JOINED,
        person_id=person.pk,
        store_id=member.store_id,
        detail={"member": str(member.public_id), "role": member.role},
    )
    return member


def _create(actor: Actor, invitation: Invitation, newcomer: Newcomer | None) -> Person:
    if newcomer is None:
        raise BadInput(field="name")
    known = find_person(invitation.email)
    if known is not None and known.is_only_a_name:
        return claim_person(
            actor,
            known,
            name=newcomer.name,
            password_hash=newcomer.password_hash,
            language=newcomer.language,
        )
    return create_person(
        actor,
        email=invitation.email,
        name=newcomer.name,
        password_hash=newcomer.password_hash,
        language=newcomer.language,
    )


def _date(invitation: Invitation) -> None:
    """Start its seven days anew, with a new secret."""
    invitation.sent_at = now()
    invitation.expires_at = invitation.sent_at + INVITATION_LASTS
    invitation.token_hash = hash_secret(new_secret(invitation.public_id, invitation.sent_at))


def _may_give(actor: Actor, role: Role) -> None:
    if actor.kind != "system" and not may_give(actor.verbs, role):
        raise Forbidden(_("Only an owner gives or takes this role."))


def _tell(actor: Actor, event: EventKind, kind: AuditKind, invitation: Invitation) -> None:
    emit(actor, event, subject=invitation)
    record_audit(
        actor,
        kind=kind,
        store_id=invitation.store_id,
        detail={"invitation": str(invitation.public_id), "role": invitation.role},
    )
