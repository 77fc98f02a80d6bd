"""A shop leaves with everything, or looks at all that it has."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from saath.accounts.actions.audit import record_audit
from saath.accounts.models import AuditKind
from saath.core.clock import now
from saath.core.errors import Conflict, NotFound
from saath.exports.events import EXPORT_ASKED, EXPORT_ENDED, EXPORT_FETCHED, EXPORT_READ, EXPORT_REMOVED
from saath.exports.manifest import Manifest
from saath.exports.models import ExportRun
from saath.files.actions.delete import erase_file
from saath.files.actions.store import record_file
from saath.files.links import signed_url
from saath.files.models import StoredFile
from saath.files.storage import SavedBytes
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

LINK_SECONDS = 600
State = ExportRun.State


@action
def run_export(actor: Actor) -> ExportRun:
    """Have everything of the shop written into a file. Raises `Forbidden`, `Conflict` while one is being made."""
    actor.require("export.run")
    if ExportRun.objects.filter(state__in=ExportRun.BUSY).exists():
        raise Conflict(
            _("An export is being made already."),
            what_is_safe=_("It goes on."),
            what_to_do=_("Wait until it is ready."),
        )
    run = ExportRun.objects.create(asked_by_id=actor.member_id)
    emit(actor, EXPORT_ASKED, subject=run)
    record_audit(actor, kind=AuditKind.EXPORT_RUN, detail={"export": str(run.public_id)})
    return run


@action
def note_read(actor: Actor, run: ExportRun, *, manifest: Manifest, octets: int) -> ExportRun:
    """Say that all rows are read, and how much there is to pack."""
    fresh = _held(run)
    if fresh.state == State.READING:
        fresh.state, fresh.lines, fresh.octets = State.PACKING, manifest.lines, octets
        fresh.made_at = manifest.made_at
        fresh.save()
        emit(actor, EXPORT_READ, subject=fresh, changed=["state"])
    return fresh


@action
def note_packed(actor: Actor, run: ExportRun, *, octets: int) -> ExportRun:
    """Say how far the packing is."""
    fresh = _held(run)
    fresh.octets_done = octets
    fresh.save(update_fields=["octets_done"])
    return fresh


@action
def end_export(actor: Actor, run: ExportRun, *, saved: SavedBytes, files: int) -> ExportRun:
    """Give an export its file. Raises `QuotaExceeded`."""
    fresh = _held(run)
    if fresh.is_busy:
        fresh.file = record_file(actor, saved=saved, name=fresh.name, kind=StoredFile.Kind.EXPORT)
        fresh.state, fresh.finished_at, fresh.files = State.DONE, now(), files
        fresh.save()
        emit(actor, EXPORT_ENDED, subject=fresh, changed=["state"])
    return fresh


@action
def fail_export(actor: Actor, run: ExportRun, *, failure: ExportRun.Failure) -> ExportRun:
    """Say why an export cannot be made."""
    fresh = _held(run)
    if fresh.is_busy:
        fresh.state, fresh.failure, fresh.finished_at = State.FAILED, failure, now()
        fresh.save()
        emit(actor, EXPORT_ENDED, subject=fresh, changed=["state"])
    return fresh


@action
def fetch_export(actor: Actor, run: ExportRun) -> str:
    """Return a link to the file that ends after some minutes. Raises `Forbidden`, `NotFound`, `NoContentHost`."""
    actor.require("export.run")
    if run.file is None or run.state_at(now()) != State.DONE:
        raise NotFound
    emit(actor, EXPORT_FETCHED, subject=run)
    record_audit(actor, kind=AuditKind.EXPORT_FETCHED, detail={"export": str(run.public_id)})
    return signed_url(run.file, name=run.name, seconds=LINK_SECONDS)


@action
def remove_export(actor: Actor, run: ExportRun) -> ExportRun:
    """Delete the file of an export; its bytes go with the next sweep. Raises `Forbidden`."""
    actor.require("export.run")
    fresh = _held(run)
    file, fresh.file = fresh.file, None
    if file is not None:
        fresh.state = State.GONE
        fresh.save(update_fields=["file", "state"])
        erase_file(actor, file)
        emit(actor, EXPORT_REMOVED, subject=fresh, changed=["file"])
    return fresh


def _held(run: ExportRun) -> ExportRun:
    return ExportRun.objects.select_for_update(of=("self",)).select_related("file").get(pk=run.pk)
