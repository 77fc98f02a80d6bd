"""Reading what belongs to people who sign in."""

from collections.abc import Sequence
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Q

from saath.accounts.models import AuditEntry, Person
from saath.core.paging import Page, page_of
from saath.tenancy.actor import Actor
from saath.tenancy.scope import current_store_id

AUDIT_PAGE_ROWS = 50


@dataclass(frozen=True, slots=True)
class WaysIn:
    """How somebody signs in."""

    has_password: bool
    has_app: bool
    codes_left: int | None
    passkeys: Sequence[Authenticator]
    session_count: int


def get_ways_in(person: Person) -> WaysIn:
    """The password, second steps and sessions of a person, for their own page."""
    factors = list(Authenticator.objects.filter(user=person).order_by("id"))
    codes = next((factor for factor in factors if factor.type == Authenticator.Type.RECOVERY_CODES), None)
    return WaysIn(
        has_password=person.has_usable_password(),
        has_app=any(factor.type == Authenticator.Type.TOTP for factor in factors),
        codes_left=len(codes.wrap().get_unused_codes()) if codes else None,
        passkeys=[factor for factor in factors if factor.type == Authenticator.Type.WEBAUTHN],
        session_count=UserSession.objects.filter(user=person).count(),
    )


def list_audit(
    actor: Actor, *, cursor: str = "", kind: str = "", limit: int = AUDIT_PAGE_ROWS
) -> Page[AuditEntry]:
    """The audit of the actor's shop, newest first.  Raises Forbidden without `audit.read`."""
    actor.require("audit.read")
    entries = AuditEntry.objects.filter(store_id=current_store_id()).select_related("person")
    if kind:
        entries = entries.filter(Q(kind=kind))
    return page_of(entries, cursor=cursor, limit=limit)
