"""Registering apps, which may then ask colleagues to let them in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from saath.accounts.actions.audit import record_audit
from saath.accounts.models import AuditKind
from saath.core.clock import now
from saath.core.errors import BadInput, Conflict
from saath.core.secrets import SecretText
from saath.programs import events
from saath.programs.actions._ending import end_admission_now
from saath.programs.bearers import hash_of, new_bearer
from saath.programs.models import Admission, App
from saath.programs.models.token import LONGEST_NAME
from saath.programs.oauth.addresses import MOST_ADDRESSES, is_good_return
from saath.programs.queries import MANAGE
from saath.programs.rules import MOST_APPS
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@dataclass(frozen=True, slots=True)
class RegisteredApp:
    """An app with its secret, which nobody can read again; None for a public one."""

    app: App
    secret: SecretText | None


@action
def register_app(
    actor: Actor, *, name: str, redirect_uris: Sequence[str], is_confidential: bool
) -> RegisteredApp:
    """Let an app ask colleagues of the shop to let it in. Raises Forbidden, BadInput."""
    actor.require(MANAGE)
    name, addresses = _checked(name, redirect_uris)
    if App.objects.kept().count() >= MOST_APPS:
        raise BadInput(_("There are as many apps as a person can look through. Remove one first."))
    secret = new_bearer() if is_confidential else ""
    app = App.objects.create(
        name=name,
        redirect_uris=addresses,
        is_confidential=is_confidential,
        secret_hash=hash_of(secret) if secret else "",
    )
    emit(actor, events.APP_ADDED, subject=app)
    _remember(actor, AuditKind.APP_ADDED, app)
    return RegisteredApp(app, SecretText(secret) if secret else None)


@action
def change_app(actor: Actor, app: App, *, name: str, redirect_uris: Sequence[str]) -> App:
    """Change what an app is called and where it may be sent back to. Raises Forbidden, BadInput, Conflict."""
    actor.require(MANAGE)
    fresh = _kept(app)
    fresh.name, fresh.redirect_uris = _checked(name, redirect_uris)
    fresh.save(update_fields=["name", "redirect_uris"])
    emit(actor, events.APP_CHANGED, subject=fresh, changed=["name", "redirect_uris"])
    _remember(actor, AuditKind.APP_CHANGED, fresh)
    return fresh


@action
def renew_app_secret(actor: Actor, app: App) -> SecretText:
    """Give a confidential app another secret; the old one is nothing from now on. Raises Forbidden, Conflict."""
    actor.require(MANAGE)
    fresh = _kept(app)
    if not fresh.is_confidential:
        raise Conflict(_("This app runs where others can look, so it has no secret."))
    secret = new_bearer()
    App.objects.filter(pk=fresh.pk).update(secret_hash=hash_of(secret))
    emit(actor, events.APP_CHANGED, subject=fresh, changed=["secret_hash"])
    _remember(actor, AuditKind.APP_CHANGED, fresh)
    return SecretText(secret)


@action
def remove_app(actor: Actor, app: App) -> None:
    """Remove an app and shut it out wherever it was let in. Raises Forbidden, Conflict."""
    actor.require(MANAGE)
    fresh = _kept(app)
    for admission in Admission.objects.live(now()).select_related("app").filter(app=fresh):
        end_admission_now(actor, admission)
    App.objects.filter(pk=fresh.pk).update(deleted_at=now(), secret_hash="")
    emit(actor, events.APP_REMOVED, subject=fresh)
    _remember(actor, AuditKind.APP_REMOVED, fresh)


def _kept(app: App) -> App:
    fresh = App.objects.kept().select_for_update().filter(pk=app.pk).first()
    if fresh is None:
        raise Conflict(_("This app is not registered here any more."))
    return fresh


def _checked(name: str, redirect_uris: Sequence[str]) -> tuple[str, list[str]]:
    name = name.strip()
    if not 1 <= len(name) <= LONGEST_NAME:
        raise BadInput(_("A name has 1 to 80 characters."), field="name")
    addresses = list(dict.fromkeys(redirect_uris))
    if not 1 <= len(addresses) <= MOST_ADDRESSES:
        raise BadInput(_("Enter one to ten addresses."), field="redirect_uris")
    wrong = next((each for each in addresses if not is_good_return(each)), None)
    if wrong is not None:
        said = _("%(address)s is no address to which an app can be sent back.") % {"address": wrong}
        raise BadInput(said, field="redirect_uris")
    return name, addresses


def _remember(actor: Actor, kind: AuditKind, app: App) -> None:
    record_audit(actor, kind=kind, store_id=app.store_id, detail={"app": str(app.public_id)})
