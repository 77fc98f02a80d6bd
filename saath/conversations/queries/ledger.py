"""What became of everything that reached a store."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO
from uuid import UUID

from django.db.models import Count, Q

from saath.conversations.models import IntakeItem
from saath.core.errors import NotFound
from saath.files.queries import open_file
from saath.jobs.models import Job
from saath.jobs.models.job import UNFINISHED
from saath.tenancy.actor import Actor

State = IntakeItem.State


@dataclass(frozen=True, slots=True)
class LedgerFigures:
    """Rows of the intake ledger by what became of them; `repeats` are among the accepted.

    `missing` counts what ought to be there and is not: an accepted mail without its message, or a waiting one that
    no job will read. It is 0, or something is wrong.
    """

    accepted: int
    repeats: int
    ignored: int
    quarantined: int
    failed: int
    waiting: int
    missing: int


def ledger_figures(actor: Actor) -> LedgerFigures:
    """Count the ledger of the store in scope; raises `Forbidden`."""
    actor.require("ledger.read")
    in_state = {state.value: Count("pk", filter=Q(state=state)) for state in State}
    counts = IntakeItem.objects.aggregate(
        **in_state,
        repeats=Count("pk", filter=Q(is_repeat=True)),
        lost=Count("pk", filter=Q(state=State.ACCEPTED, message=None)),
    )
    return LedgerFigures(
        accepted=counts[State.ACCEPTED],
        repeats=counts["repeats"],
        ignored=counts[State.IGNORED],
        quarantined=counts[State.QUARANTINED],
        failed=counts[State.FAILED],
        waiting=counts[State.RECEIVED],
        missing=counts["lost"] + _waiting_for_nobody(),
    )


def get_intake_item(actor: Actor, public_id: UUID) -> IntakeItem:
    """Return one row of the ledger of the store in scope; raises `Forbidden` and `NotFound`."""
    actor.require("ledger.read")
    item = IntakeItem.objects.filter(public_id=public_id).first()
    if item is None:
        raise NotFound
    return item


def open_arrived(actor: Actor, item: IntakeItem) -> BinaryIO:
    """Open what arrived, octet by octet; the caller closes. Raises `Forbidden`, `NotFound` where it is kept no more."""
    if item.raw is None:
        actor.require("conversation.read")
        return BytesIO(item.body.encode())
    return open_file(actor, item.raw)


def _waiting_for_nobody() -> int:
    """Count the rows that wait without a job; each job carries its row's number in its key."""
    waiting = IntakeItem.objects.filter(state=State.RECEIVED).values_list("pk", flat=True)
    keys = {f"intake:{pk}" for pk in waiting.iterator()}
    queued = Job.objects.filter(state__in=UNFINISHED, key__startswith="intake:").values_list("key", flat=True)
    return len(keys.difference(queued))
