"""Arrival: what reached us is a row before anybody looks inside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
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
from saath.jobs.queue import hasten
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_row
from saath.tenancy.transactions import action

State = IntakeItem.State
# History is read when nothing else waits.
IMPORT_PRIORITY = -10


@dataclass(frozen=True, slots=True)
class Provenance:
    """What the other side knows of a delivery: its own name of it, and since when it had it.

    `is_imported` says that it was there before us.
    """

    delivery_key: str | None = None
    arrived_at: datetime | None = None
    is_imported: bool = False


@action
def accept_raw(
    actor: Actor,
    *,
    account: ChannelAccount,
    source: str,
    raw: SavedBytes,
    envelope: dict[str, Any],
    provenance: Provenance = Provenance(),
) -> IntakeItem:
    """Enter what arrived, safe on disk by now, and queue its reading. Durable once this returns."""
    item = _enter(actor, account, source, raw, envelope, provenance)
    _queue(item)
    fault_point("intake_before_commit")
    return item


@action
def quarantine_raw(
    actor: Actor,
    *,
    account: ChannelAccount,
    source: str,
    raw: SavedBytes,
    envelope: dict[str, Any],
    provenance: Provenance,
    rule: str,
) -> IntakeItem:
    """Enter what could not be fetched whole, with as much as there is of it, and put it aside by the rule's name."""
    item = _enter(actor, account, source, raw, envelope, provenance)
    item.state, item.rule = State.QUARANTINED, rule
    item.save(update_fields=["state", "rule"])
    return item


@action
def complete_raw(actor: Actor, item: IntakeItem, *, raw: SavedBytes) -> None:
    """Read a thing after all that was put aside for want of its whole; nothing where somebody released it meanwhile."""
    aside = IntakeItem.objects.select_for_update().filter(pk=item.pk, state=State.QUARANTINED)
    fresh = aside.first()
    if fresh is not None:
        fresh.raw = record_file(actor, name="mail.eml", saved=raw, kind=StoredFile.Kind.RAW)
        fresh.state, fresh.rule = State.RECEIVED, ""
        fresh.save(update_fields=["raw", "state", "rule"])
        _queue(fresh)


@action
def retry_item(actor: Actor, item: IntakeItem) -> None:
    """Read a failed or quarantined thing again; raises `Forbidden`, `Conflict` for one that was read already."""
    actor.require("ledger.read")
    unread = IntakeItem.objects.filter(pk=item.pk, state__in=(State.FAILED, State.QUARANTINED))
    if not unread.update(state=State.RECEIVED, rule="", error=""):
        raise Conflict()
    _queue(item)
    # Whoever asks does not wait for what was put off because it failed.
    hasten(f"intake:{item.pk}", at=now())


def _enter(
    actor: Actor,
    account: ChannelAccount,
    source: str,
    raw: SavedBytes,
    envelope: dict[str, Any],
    provenance: Provenance,
) -> IntakeItem:
    item = IntakeItem(
        account=account,
        source=source,
        raw=record_file(actor, name="mail.eml", saved=raw, kind=StoredFile.Kind.RAW),
        envelope=envelope,
        delivery_key=provenance.delivery_key,
        is_imported=provenance.is_imported,
        arrived_at=provenance.arrived_at,
        received_at=now(),
    )
    return insert_row(item)


def _queue(item: IntakeItem) -> None:
    """Have a row read; history in the order in which it was said, as far as it is here by then."""
    key = f"intake:{item.pk}"
    if item.is_imported:
        enqueue(read_intake_item.using(priority=IMPORT_PRIORITY), item.pk, key=key, run_at=item.arrived_at)
    else:
        enqueue(read_intake_item, item.pk, key=key)
