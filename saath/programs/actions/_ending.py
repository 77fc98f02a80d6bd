"""Parts of ending what programs hold: whoever calls them has asked the actor's right."""

from __future__ import annotations

from saath.accounts.actions.audit import record_audit
from saath.accounts.models import AuditKind
from saath.core.clock import now
from saath.programs import events
from saath.programs.models import AccessToken, Admission
from saath.tenancy.actor import Actor
from saath.timeline.emit import emit


def end_token(actor: Actor, token: AccessToken) -> None:
    """End a token at once; one that has ended stays as it is."""
    if AccessToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now()):
        emit(actor, events.TOKEN_REVOKED, subject=token)
        detail = {"token": str(token.public_id)}
        record_audit(actor, kind=AuditKind.TOKEN_REVOKED, store_id=token.store_id, detail=detail)


def end_admission_now(actor: Actor, admission: Admission) -> None:
    """Shut an app out at once, with every token that it has of this yes; one that is out stays so. Needs `app` loaded."""
    if Admission.objects.filter(pk=admission.pk, ended_at=None).update(ended_at=now()):
        AccessToken.objects.filter(admission=admission, revoked_at=None).update(revoked_at=now())
        emit(actor, events.APP_SHUT_OUT, subject=admission)
        detail = {"app": str(admission.app.public_id)}
        record_audit(actor, kind=AuditKind.APP_SHUT_OUT, store_id=admission.store_id, detail=detail)
