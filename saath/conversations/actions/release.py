"""What a person does with a thing in the ledger that became no message."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from saath.accounts.actions.audit import record_audit
from saath.accounts.models import AuditKind
from saath.conversations.actions.arrive import retry_item
from saath.conversations.events import INTAKE_RELEASED, INTAKE_RETRIED
from saath.conversations.jobs import read_intake_item
from saath.conversations.ledger_rules import may_be_released
from saath.conversations.models import IntakeItem
from saath.core.errors import Conflict
from saath.jobs import enqueue
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

State = IntakeItem.State


@action
def read_again(actor: Actor, item: IntakeItem) -> None:
    """Read a thing again that failed, or that waits and was forgotten; raises `Forbidden`, `Conflict` for one that was read."""
    actor.require("ledger.read")
    if item.state == State.RECEIVED:
        enqueue(read_intake_item, item.pk, key=f"intake:{item.pk}")
    else:
        retry_item(actor, item)
    emit(actor, INTAKE_RETRIED, subject=item, changed=["state"])
    record_audit(actor, kind=AuditKind.MAIL_READ_AGAIN, detail={"item": str(item.public_id)})


@action
def release_item(actor: Actor, item: IntakeItem) -> None:
    """Let a mail in that a rule kept out: it becomes a conversation, and mail of its sender is let in from now on.

    Raises `Forbidden`, `Conflict` for what is our own mail, what speaks of one, or what somebody has let in already.
    """
    actor.require("ledger.read")
    if not may_be_released(item):
        raise Conflict(_("This mail stays where it is."), what_to_do=_("Download it to read it."))
    kept_out = IntakeItem.objects.filter(pk=item.pk, state__in=(State.IGNORED, State.QUARANTINED))
    if not kept_out.update(state=State.RECEIVED, rule="", error="", is_released=True):
        raise Conflict(_("Somebody has let it in already."))
    enqueue(read_intake_item, item.pk, key=f"intake:{item.pk}")
    emit(actor, INTAKE_RELEASED, subject=item, changed=["state"])
    record_audit(actor, kind=AuditKind.MAIL_RELEASED, detail={"item": str(item.public_id)})


@action
def note_download(actor: Actor, item: IntakeItem) -> None:
    """Write down that somebody takes a mail out as it came; raises `Forbidden`."""
    actor.require("conversation.read")
    record_audit(actor, kind=AuditKind.RAW_MAIL_SEEN, detail={"item": str(item.public_id)})
