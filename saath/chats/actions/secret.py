"""Making the secret with which a shop signs who its visitors are."""

from __future__ import annotations

from datetime import timedelta
from secrets import token_urlsafe

from saath.accounts.actions.audit import record_audit
from saath.accounts.models import AuditKind
from saath.chats.actions._held import held_settings
from saath.chats.events import CHAT_SETTINGS_CHANGED
from saath.core.clock import now
from saath.core.secrets import SecretText, encrypt
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

SECRET_OCTETS = 32
FORMER_LASTS = timedelta(days=1)


@action
def renew_identity_secret(actor: Actor) -> SecretText:
    """Make a new secret and return it, which nobody is shown again; the one before it is good for another day.

    Raises `Forbidden`.
    """
    actor.require("store.settings")
    settings, secret = held_settings(actor), token_urlsafe(SECRET_OCTETS)
    settings.former_secret = settings.identity_secret
    settings.former_secret_until = now() + FORMER_LASTS if settings.identity_secret else None
    settings.identity_secret = encrypt(secret)
    settings.save(update_fields=["identity_secret", "former_secret", "former_secret_until"])
    emit(actor, CHAT_SETTINGS_CHANGED, subject=settings, changed=["identity_secret"])
    record_audit(actor, kind=AuditKind.SETTINGS_CHANGED, detail={"changed": ["chat secret"]})
    return SecretText(secret)
