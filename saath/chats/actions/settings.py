"""Switching the chat on and off."""

from __future__ import annotations

from saath.accounts.actions.audit import record_audit
from saath.accounts.models import AuditKind
from saath.chats.actions._held import held_settings
from saath.chats.actions._recording import begin_record
from saath.chats.events import CHAT_SETTINGS_CHANGED
from saath.chats.models import ChatSettings
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def switch_chat(actor: Actor, *, is_on: bool) -> ChatSettings:
    """Offer the chat on the shop's pages, or no more; raises `Forbidden`. What was said stays either way."""
    actor.require("store.settings")
    settings = held_settings(actor)
    if settings.is_on != is_on:
        settings.is_on = is_on
        settings.save(update_fields=["is_on"])
        if is_on:
            begin_record()
        emit(actor, CHAT_SETTINGS_CHANGED, subject=settings, changed=["is_on"])
        record_audit(actor, kind=AuditKind.SETTINGS_CHANGED, detail={"changed": ["chat"]})
    return settings
