"""Reads of exports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from saath.core.clock import now
from saath.core.errors import NotFound
from saath.exports.emptiness import is_empty
from saath.exports.models import ExportRun, ShopImport
from saath.exports.reading import Reading
from saath.tenancy.actor import Actor

SHOWN = 10


@dataclass(frozen=True, slots=True)
class ExportShown:
    """An export as its page tells it: how many of a hundred parts are packed, lines read, until when the file is there."""

    run: ExportRun
    state: ExportRun.State
    percent: int
    lines: int
    until: datetime | None


def newest_exports(actor: Actor) -> Sequence[ExportShown]:
    """Return the exports that were asked for last. Raises `Forbidden`."""
    actor.require("export.run")
    runs = ExportRun.objects.select_related("asked_by", "file").order_by("-id")[:SHOWN]
    return [_shown(run) for run in runs]


def get_export(actor: Actor, public_id: UUID) -> ExportRun:
    """Return one export. Raises `Forbidden`, `NotFound`."""
    actor.require("export.run")
    found = ExportRun.objects.select_related("file").filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def newest_import(actor: Actor) -> ShopImport | None:
    """Return the export that came into the shop last, or is coming. Raises `Forbidden`."""
    actor.require("export.run")
    return ShopImport.objects.select_related("file").order_by("-id").first()


def get_shop_import(actor: Actor, public_id: UUID) -> ShopImport:
    """Return one export that comes in. Raises `Forbidden`, `NotFound`."""
    actor.require("export.run")
    found = ShopImport.objects.select_related("file", "by").filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def may_take_one(actor: Actor) -> bool:
    """Tell whether an export can come into the shop, which is so while it is empty. Raises `Forbidden`."""
    actor.require("export.run")
    return is_empty()


def _shown(run: ExportRun) -> ExportShown:
    lines = Reading(str(run.public_id)).lines_done if run.state == ExportRun.State.READING else run.lines
    return ExportShown(run, run.state_at(now()), _percent(run), lines, run.file_until)


def _percent(run: ExportRun) -> int:
    return min(100 * run.octets_done // run.octets, 99) if run.octets else 0
