"""What an export of the whole shop looks like outside."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Literal, cast
from uuid import UUID

from saath.api.shapes import Shape
from saath.core.clock import now
from saath.exports.models import ExportRun

State = Literal["reading", "packing", "done", "failed", "gone"]
Failure = Literal["quota", "disk"]


class Export(Shape):
    """An export: how many of its octets are packed, and what is in it once it is done. Its file is there for seven days."""

    id: UUID
    state: State
    failure: Failure | None
    entries: int
    files: int
    size: int | None
    octets: int
    octets_done: int
    made_at: datetime | None
    created_at: datetime
    finished_at: datetime | None


class Link(Shape):
    """An address that opens a file for ten minutes, without a token."""

    lets_in: ClassVar[bool] = True
    url: str


def export_shape(run: ExportRun) -> Export:
    """Return an export as it is told."""
    state = run.state_at(now())
    return Export(
        id=run.public_id,
        state=cast(State, state),
        failure=cast(Failure, run.failure) if run.failure else None,
        entries=run.lines,
        files=run.files,
        size=run.file.size if run.file is not None and state == ExportRun.State.DONE else None,
        octets=run.octets,
        octets_done=run.octets_done,
        made_at=run.made_at,
        created_at=run.created_at,
        finished_at=run.finished_at,
    )
