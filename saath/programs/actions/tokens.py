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
from saath.programs.actions._ending import end_token
from saath.programs.actions._seats import seat_of
from saath.programs.bearers import hash_of, new_bearer
from saath.programs.models import AccessToken, Admission
from saath.programs.models.token import LONGEST_NAME
from saath.programs.queries import MANAGE
from saath.programs.rules import MOST_TOKENS, is_good_end
from saath.programs.scopes import NAMES, verbs_of_scopes
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
    member = seat_of(actor)
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
    detail = {"token": str(token.public_id), "scopes": wanted}
    record_audit(actor, kind=AuditKind.TOKEN_MADE, store_id=token.store_id, detail=detail)
    return MadeToken(token, SecretText(bearer))


@action
def revoke_token(actor: Actor, token: AccessToken) -> None:
    """End a token at once; one that has ended stays as it is.  Raises Forbidden for a colleague's without the right to all."""
    if actor.member_id is None or actor.member_id != token.member_id:
        actor.require(MANAGE)
    end_token(actor, token)


@action
def note_use(actor: Actor, *, token_id: int) -> None:
    """Write down that a token was used just now, and from which network address. No event: it says nothing new."""
    used = {"last_used_at": now(), "last_used_from": network_of(whence.here().ip or "")[:45]}
    AccessToken.objects.filter(pk=token_id).update(**used)
    Admission.objects.filter(tokens=token_id).update(**used)


def _checked(name: str, scopes: Collection[str], expires_at: datetime) -> tuple[str, list[str]]:
    name = name.strip()
    if not 1 <= len(name) <= LONGEST_NAME:
        raise BadInput(_("A name has 1 to 80 characters."), field="name")
    if not scopes or not {*scopes} <= NAMES:
        raise BadInput(_("Choose at least one thing that the program may do."), field="scopes")
    if not is_good_end(expires_at, at=now()):
        raise BadInput(_("A token ends after today and within 366 days."), field="expires_at")
    return name, sorted({*scopes})
