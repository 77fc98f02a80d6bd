"""Letting an app in, and shutting it out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from saath.accounts.actions.audit import record_audit
from saath.accounts.models import AuditKind
from saath.core.clock import now
from saath.core.errors import BadInput, Conflict, Forbidden
from saath.core.secrets import SecretText
from saath.programs import events
from saath.programs.actions._ending import end_admission_now
from saath.programs.actions._seats import seat_of
from saath.programs.bearers import hash_of, new_bearer
from saath.programs.models import Admission, App, AuthorizationCode
from saath.programs.queries import MANAGE
from saath.programs.rules import CODE_LASTS, MOST_ADMISSIONS, is_good_end
from saath.programs.scopes import scopes_for
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def admit_app(
    actor: Actor, app: App, *, scopes: Sequence[str], expires_at: datetime, redirect_uri: str, challenge: str
) -> SecretText:
    """Let an app act as the actor within `scopes` until a time, and return the code that it changes for tokens.

    `redirect_uri` and `challenge` are those of its wish, and were checked. Raises Forbidden (nobody's seat, or a scope that
    the role does not give), BadInput (the time), Conflict (the app was removed meanwhile).
    """
    member = seat_of(actor)
    if not scopes or not {*scopes} <= {scope.name for scope in scopes_for(actor.verbs & member.verbs)}:
        raise Forbidden
    if not is_good_end(expires_at, at=now()):
        raise BadInput(_("An app is let in until after today and within 366 days."), field="lasts")
    fresh = App.objects.kept().select_for_update().filter(pk=app.pk).first()
    if fresh is None or redirect_uri not in fresh.redirect_uris:
        raise Conflict(_("This app is not registered here any more."))
    _end_oldest(actor, app)
    admission = Admission.objects.create(app=app, member=member, scopes=list(scopes), expires_at=expires_at)
    code = new_bearer()
    AuthorizationCode.objects.create(
        admission=admission,
        code_hash=hash_of(code),
        redirect_uri=redirect_uri,
        challenge=challenge,
        expires_at=now() + CODE_LASTS,
    )
    emit(actor, events.APP_LET_IN, subject=admission, refs={"app": app})
    detail = {"app": app.client_id, "scopes": admission.scopes}
    record_audit(actor, kind=AuditKind.APP_LET_IN, store_id=admission.store_id, detail=detail)
    return SecretText(code)


@action
def end_admission(actor: Actor, admission: Admission) -> None:
    """Shut an app out at once; one that is out stays so. Raises Forbidden for a colleague's without the right to all."""
    if actor.member_id is None or actor.member_id != admission.member_id:
        actor.require(MANAGE)
    end_admission_now(actor, admission)


def _end_oldest(actor: Actor, app: App) -> None:
    """Keep few admissions of one app by one colleague: a new yes on one more device ends the oldest."""
    held = Admission.objects.live(now()).select_related("app").filter(app=app, member_id=actor.member_id or 0)
    for admission in held.order_by("-id")[MOST_ADMISSIONS - 1 :]:
        end_admission_now(actor, admission)
