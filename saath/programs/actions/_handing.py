"""Parts of handing out tokens: called inside the transaction of an exchange, by which the admission is locked."""

from __future__ import annotations

from datetime import timedelta

from saath.accounts.actions.audit import record_audit
from saath.accounts.models import AuditKind
from saath.core.clock import now
from saath.programs.actions._ending import end_admission_now
from saath.programs.bearers import hash_of, is_bearer
from saath.programs.models import AccessToken, Admission, App, AuthorizationCode, RefreshToken
from saath.programs.models.admission import REFRESH_LASTS
from saath.tenancy.actor import Actor


def is_open(admission: Admission) -> bool:
    """Tell whether an admission holds; needs `member__person` loaded."""
    is_live = admission.ended_at is None and admission.expires_at > now()
    return is_live and admission.member.is_active and admission.member.person.is_active


def take_code(actor: Actor, code: str, *, app: App) -> AuthorizationCode | None:
    """Use a code of an app up, right or wrong as the rest of the request may be; None where it opens nothing.

    One that was used before may be in two hands: everything that it opened ends.
    """
    codes = AuthorizationCode.objects.filter(code_hash=hash_of(code), admission__app=app)
    admission = _locked(codes.values_list("admission_id", flat=True).first() if is_bearer(code) else None)
    if admission is None:
        return None
    found = codes.get()
    if found.used_at is not None:
        _end_copied(actor, admission)
        return None
    codes.update(used_at=now())
    found.admission = admission
    return found if is_open(admission) and found.expires_at > now() else None


def take_refresh_token(actor: Actor, token: str, *, app: App) -> RefreshToken | None:
    """Return an app's token that renews, None where it opens nothing. One that was used before ends everything of its yes."""
    tokens = RefreshToken.objects.filter(token_hash=hash_of(token), admission__app=app)
    admission = _locked(tokens.values_list("admission_id", flat=True).first() if is_bearer(token) else None)
    if admission is None:
        return None
    found = tokens.get()
    if found.used_at is not None:
        _end_copied(actor, admission)
        return None
    found.admission = admission
    return found if is_open(admission) and now() < found.created_at + REFRESH_LASTS else None


def hand_out(
    admission: Admission,
    *,
    access: str,
    refresh: str,
    scopes: list[str],
    lasts_seconds: int,
    instead_of: RefreshToken | None,
) -> None:
    """Keep the hashes of new tokens; the token `instead_of` which they come is used up, and what is over goes."""
    at = now()
    if instead_of is not None:
        RefreshToken.objects.filter(pk=instead_of.pk).update(used_at=at)
    AccessToken.objects.filter(admission=admission, expires_at__lte=at).delete()
    AccessToken.objects.create(
        admission=admission,
        member=admission.member,
        token_hash=hash_of(access),
        scopes=scopes,
        expires_at=at + timedelta(seconds=lasts_seconds),
    )
    RefreshToken.objects.create(admission=admission, token_hash=hash_of(refresh))


def give_back(actor: Actor, token: str, *, app: App) -> None:
    """End an app's own token; one that renews ends everything of its yes. Nothing happens with any other (RFC 7009, 2.2)."""
    if not is_bearer(token):
        return
    renewing = RefreshToken.objects.filter(token_hash=hash_of(token), admission__app=app)
    admission = _locked(renewing.values_list("admission_id", flat=True).first())
    if admission is not None:
        end_admission_now(actor, admission)
    AccessToken.objects.filter(token_hash=hash_of(token), admission__app=app, revoked_at=None).update(
        revoked_at=now()
    )


def _locked(admission_id: int | None) -> Admission | None:
    """Lock an admission, so that of two requests with the same secret the second finds it used."""
    if admission_id is None:
        return None
    admissions = Admission.objects.select_related("app", "member__person").select_for_update(of=("self",))
    return admissions.get(pk=admission_id)


def _end_copied(actor: Actor, admission: Admission) -> None:
    detail = {"app": str(admission.app.public_id), "member": str(admission.member.public_id)}
    record_audit(actor, kind=AuditKind.APP_COPIED, store_id=admission.store_id, detail=detail)
    end_admission_now(actor, admission)
