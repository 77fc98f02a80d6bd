"""Senders whose mail a store always lets in, or never."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from saath.accounts.actions.audit import record_audit
from saath.accounts.models import AuditKind
from saath.conversations.events import SENDER_RULED
from saath.conversations.models import SenderRule
from saath.conversations.spam.memory import MOST_RULES, held_memory
from saath.core.clock import now
from saath.core.errors import BadInput, Conflict
from saath.core.mail_addresses import BadAddress, canonical_key
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def add_sender_rule(actor: Actor, *, kind: str, sender: str) -> SenderRule:
    """Let in everything from an address or a domain, or nothing; a rule for the same one is replaced.

    Raises `Forbidden`, `BadInput` for what is neither, `Conflict` for one rule too many.
    """
    actor.require("store.settings")
    if kind not in SenderRule.Kind.values:
        raise BadInput(field="kind")
    key = _key(sender)
    if SenderRule.objects.count() >= MOST_RULES:
        raise Conflict(_("The list is full."), what_to_do=_("Take out what you no longer need."))
    rule, _is_new = SenderRule.objects.update_or_create(
        key=key, defaults={"kind": kind, "author_id": actor.member_id, "created_at": now()}
    )
    _rules_changed(actor, rule)
    return rule


@action
def remove_sender_rule(actor: Actor, rule: SenderRule) -> None:
    """Judge a sender's mail by itself again; raises `Forbidden`."""
    actor.require("store.settings")
    _rules_changed(actor, rule)
    rule.delete()


def _rules_changed(actor: Actor, rule: SenderRule) -> None:
    memory = held_memory()
    memory.version += 1
    memory.save(update_fields=["version"])
    emit(actor, SENDER_RULED, subject=rule)
    record_audit(actor, kind=AuditKind.SETTINGS_CHANGED, detail={"changed": ["senders"]})


def _key(sender: str) -> str:
    """Return the canonical address, or the domain of "example.in" and "@example.in"."""
    local, _at, domain = sender.strip().rpartition("@")
    try:
        key = canonical_key(f"{local or 'x'}@{domain}")
    except BadAddress as error:
        raise BadInput(_("That is no address and no domain."), field="sender") from error
    key = key if local else key.rpartition("@")[2]
    if "." not in key.rpartition("@")[2]:
        raise BadInput(_("That is no address and no domain."), field="sender")
    return key
