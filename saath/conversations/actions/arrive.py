"""Arrival: what reached us is a row before anybody looks inside."""

from __future__ import annotations

from typing import Any

from saath.conversations.jobs import read_intake_item
from saath.conversations.models import ChannelAccount, IntakeItem
from saath.core.clock import now
from saath.core.errors import Conflict
from saath.core.faults import fault_point
from saath.files.actions import record_file
from saath.files.models import StoredFile
from saath.files.storage import SavedBytes
from saath.jobs import enqueue
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action

State = IntakeItem.State


@action
def accept_raw(
    actor: Actor, *, account: ChannelAccount, source: str, raw: SavedBytes, envelope: dict[str, Any]
) -> IntakeItem:
    """Enter what arrived, safe on disk by now, and queue its reading. Durable once this returns."""
    item = IntakeItem.objects.create(
        account=account,
        source=source,
        raw=record_file(actor, name="mail.eml", saved=raw, kind=StoredFile.Kind.RAW),
        envelope=envelope,
        received_at=now(),
    )
    enqueue(read_intake_item, item.pk, key=f"intake:{item.pk}")
    fault_point("intake_before_commit")
    return item


@action
def retry_item(actor: Actor, item: IntakeItem) -> None:
    """Read a failed or quarantined thing again; raises `Forbidden`, `Conflict` for one that was read already."""
    actor.require("ledger.read")
    unread = IntakeItem.objects.filter(pk=item.pk, state__in=(State.FAILED, State.QUARANTINED))
    if not unread.update(state=State.RECEIVED, rule="", error=""):
        raise Conflict()
    enqueue(read_intake_item, item.pk, key=f"intake:{item.pk}")
