"""What the sign-in library tells us: written to the audit and, where it matters, mailed to its owner."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.contrib.auth.signals import user_logged_out
from django.http import HttpRequest

from saath.accounts.actions.audit import record_audit
from saath.accounts.jobs import mail_security_notice
from saath.accounts.models import AuditKind, Person
from saath.jobs import enqueue
from saath.tenancy.actor import Actor

SIGN_IN = Actor.system("sign-in")
WORTH_A_MAIL = {
    AuditKind.PASSWORD_CHANGED,
    AuditKind.PASSWORD_RESET,
    AuditKind.FACTOR_ADDED,
    AuditKind.FACTOR_REMOVED,
    AuditKind.FACTOR_RENEWED,
}


def connect() -> None:
    """Subscribe, once, when the app is ready."""
    account.user_logged_in.connect(_listener(AuditKind.SIGNED_IN), weak=False, dispatch_uid="saath.signed_in")
    user_logged_out.connect(_listener(AuditKind.SIGNED_OUT), weak=False, dispatch_uid="saath.signed_out")
    account.password_changed.connect(
        _listener(AuditKind.PASSWORD_CHANGED), weak=False, dispatch_uid="saath.changed"
    )
    account.password_set.connect(_listener(AuditKind.PASSWORD_CHANGED), weak=False, dispatch_uid="saath.set")
    account.password_reset.connect(
        _listener(AuditKind.PASSWORD_RESET), weak=False, dispatch_uid="saath.reset"
    )
    mfa.authenticator_added.connect(
        _listener(AuditKind.FACTOR_ADDED), weak=False, dispatch_uid="saath.factor_added"
    )
    mfa.authenticator_removed.connect(
        _listener(AuditKind.FACTOR_REMOVED), weak=False, dispatch_uid="saath.factor_removed"
    )
    mfa.authenticator_reset.connect(
        _listener(AuditKind.FACTOR_RENEWED), weak=False, dispatch_uid="saath.factor_renewed"
    )
    mfa.authentication_failed.connect(
        _listener(AuditKind.SIGN_IN_FAILED), weak=False, dispatch_uid="saath.code_failed"
    )


def _listener(kind: AuditKind) -> Any:
    def listen(sender: object, request: HttpRequest, user: Person | None, **kwargs: Any) -> None:
        if user is None:
            return
        factor = kwargs.get("authenticator")
        detail = {"factor": factor.type} if factor else {}
        record_audit(SIGN_IN, kind=kind, person_id=user.pk, detail=detail)
        if kind in WORTH_A_MAIL:
            enqueue(mail_security_notice, user.pk, kind.value, request.build_absolute_uri("/"))

    return listen
