"""Making tokens and taking them away."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from saath.accounts import whence
from saath.accounts.actions.audit import record_audit
from saath.accounts.models import AuditKind
from saath.core.clock import now
from saath.core.errors import BadInput, Forbidden
from saath.core.network_addresses import network_of
from saath.core.secrets import SecretText
from saath.programs import events
from saath.programs.bearers import hash_of, new_bearer
from saath.programs.models import AccessToken
from saath.programs.models.token import LONGEST_NAME
from saath.programs.queries import MANAGE
from saath.programs.rules import MOST_TOKENS, is_good_end
from saath.programs.scopes import NAMES, verbs_of_scopes
from saath.stores.models import Member
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@dataclass(frozen=True, slots=True)
class MadeToken:
    """A token and what its bearer shows, which nobody can read again."""

    token: AccessToken
    bearer: SecretText


@action
def create_token(actor: Actor, *, name: str, scopes: Collection[str], expires_at: datetime) -> MadeToken:
    """Make a token by which a program acts as the actor, within `scopes` and until `expires_at`.

    Raises Forbidden (nobody's seat, or more than the actor may), BadInput.
    """
    member = _seat(actor)
    name, wanted = _checked(name, scopes, expires_at)
    if not verbs_of_scopes(wanted) & member.verbs <= actor.verbs:
        raise Forbidden(_("A program gives nobody more than it has."))
    if AccessToken.objects.own().live(now()).filter(member=member).count() >= MOST_TOKENS:
        raise BadInput(_("You have as many tokens as a person can look through. Take one away first."))
    bearer = new_bearer()
    token = AccessToken.objects.create(
        member=member, name=name, scopes=wanted, expires_at=expires_at, token_hash=hash_of(bearer)
    )
    emit(actor, events.TOKEN_MADE, subject=token)
    _remember(actor, AuditKind.TOKEN_MADE, token)
    return MadeToken(token, SecretText(bearer))


@action
def revoke_token(actor: Actor, token: AccessToken) -> None:
    """End a token at once; one that has ended stays as it is.  Raises Forbidden for a colleague's without the right to all."""
    if actor.member_id is None or actor.member_id != token.member_id:
        actor.require(MANAGE)
    if AccessToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now()):
        emit(actor, events.TOKEN_REVOKED, subject=token)
        _remember(actor, AuditKind.TOKEN_REVOKED, token)


@action
def end_tokens(actor: Actor, *, member: Member) -> None:
    """End every token of a seat that was closed or got another role; what asks for this has asked the actor's right."""
    for token in AccessToken.objects.live(now()).select_for_update(of=("self",)).filter(member=member):
        AccessToken.objects.filter(pk=token.pk).update(revoked_at=now())
        emit(actor, events.TOKEN_REVOKED, subject=token)
        _remember(actor, AuditKind.TOKEN_REVOKED, token)


@action
def note_use(actor: Actor, *, token_id: int) -> None:
    """Write down that a token was used just now, and from which network address. No event: it says nothing new."""
    address = network_of(whence.here().ip or "")
    AccessToken.objects.filter(pk=token_id).update(last_used_at=now(), last_used_from=address[:45])


def _seat(actor: Actor) -> Member:
    """The actor's seat, locked: whoever closes it meanwhile meets the token too."""
    member = Member.objects.active().select_for_update().filter(pk=actor.member_id or 0).first()
    if member is None:
        raise Forbidden
    return member


def _checked(name: str, scopes: Collection[str], expires_at: datetime) -> tuple[str, list[str]]:
    name = name.strip()
    if not 1 <= len(name) <= LONGEST_NAME:
        raise BadInput(_("A name has 1 to 80 characters."), field="name")
    if not scopes or not {*scopes} <= NAMES:
        raise BadInput(_("Choose at least one thing that the program may do."), field="scopes")
    if not is_good_end(expires_at, at=now()):
        raise BadInput(_("A token ends after today and within 366 days."), field="expires_at")
    return name, sorted({*scopes})


def _remember(actor: Actor, kind: AuditKind, token: AccessToken) -> None:
    detail = {"token": str(token.public_id), "scopes": token.scopes}
    record_audit(actor, kind=kind, store_id=token.store_id, detail=detail)
