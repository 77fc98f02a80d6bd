"""The register leaves as a file: who took it is written down."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from saath.accounts.actions.audit import record_audit
from saath.accounts.models import AuditKind
from saath.core.csv_cells import guarded
from saath.promises.grievances.events import GRIEVANCES_EXPORTED
from saath.promises.grievances.queries.register import Wanted, register_batches
from saath.promises.grievances.terms import settings_here
from saath.promises.models import Grievance
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

HEADINGS = (
    "reference",
    "received",
    "acknowledge by",
    "acknowledged",
    "acknowledged how",
    "redress by",
    "redressed",
    "outcome",
    "source",
    "docket",
    "docket deadline",
    "cause",
    "name",
    "contact",
    "order",
    "joined to",
)


@action
def export_register(actor: Actor, *, wanted: Wanted) -> Iterator[str]:
    """Return the register as parts of a CSV file (RFC 4180) with times in the shop's zone, and write down who took it.

    The parts are read while the file leaves: however long the register is, it is never all in memory and holds nobody up.

    Raises `Forbidden`.
    """
    actor.require("grievance.decide")
    settings = settings_here()
    record_audit(actor, kind=AuditKind.REGISTER_TAKEN, detail={"register": "grievances"})
    if settings.pk is not None:
        emit(actor, GRIEVANCES_EXPORTED, subject=settings)
    return _parts(settings.store.pk, settings.store.zone, wanted)


def _parts(store_id: int, zone: ZoneInfo, wanted: Wanted) -> Iterator[str]:
    yield _lines([HEADINGS])
    for batch in register_batches(store_id, wanted):
        yield _lines([guarded(cell) for cell in _cells(each, zone)] for each in batch)


def _lines(rows: Iterable[Sequence[str]]) -> str:
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue()


def _cells(grievance: Grievance, zone: ZoneInfo) -> Iterator[str]:
    yield grievance.reference
    yield _time(grievance.received_at, zone)
    yield _time(grievance.word_due_at, zone)
    yield _time(grievance.acknowledged_at, zone)
    yield grievance.acknowledged_how
    yield _time(grievance.redress_due_at, zone)
    yield _time(grievance.redressed_at, zone)
    yield grievance.outcome
    yield grievance.source
    yield grievance.docket
    yield _time(grievance.docket_due_at, zone)
    yield grievance.cause
    yield grievance.name
    yield grievance.contact
    yield grievance.order_number
    yield grievance.joined.reference if grievance.joined else ""


def _time(at: datetime | None, zone: ZoneInfo) -> str:
    return at.astimezone(zone).isoformat(timespec="seconds") if at else ""
