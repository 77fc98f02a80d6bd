"""A shop comes in: looked through, then taken in batch by batch, or taken out again. Nobody is told anything."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from saath.accounts.actions.audit import record_audit
from saath.accounts.models import AuditKind
from saath.conversations.models import Conversation, Delivery
from saath.core.clock import now
from saath.core.errors import Conflict
from saath.exports._rows import mend_rows, put_in, take_all_out, take_out
from saath.exports.catalogue import KINDS
from saath.exports.coming import Coming
from saath.exports.emptiness import is_empty
from saath.exports.errors import Refusal
from saath.exports.events import (
    SHOP_IMPORT_ASKED,
    SHOP_IMPORT_CHECKED,
    SHOP_IMPORT_DROPPED,
    SHOP_IMPORT_ENDED,
)
from saath.exports.manifest import Manifest
from saath.exports.models import ShopImport
from saath.files.actions.delete import erase_file
from saath.files.actions.store import record_file
from saath.files.models import StoredFile
from saath.files.storage import SavedBytes
from saath.search.jobs import reindex_store
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

VERB = "export.run"  # who may take the whole shop away may bring one
State = ShopImport.State


@action
def begin_shop_import(actor: Actor, *, sha256: str, saved: SavedBytes | None = None) -> ShopImport:
    """Have an export looked through that is to come into this shop, which must be empty.

    Raises `Forbidden`, `Conflict` (the shop is not empty, has this export already, or one is coming in), `FileNotKept`.
    """
    actor.require(VERB)
    _refuse_what_is_here(sha256)
    file = None
    if saved is not None:
        file = record_file(actor, saved=saved, name="saath-export.zip", kind=StoredFile.Kind.EXPORT)
    begun = ShopImport.objects.create(sha256=sha256, file=file, by_id=actor.member_id)
    emit(actor, SHOP_IMPORT_ASKED, subject=begun)
    return begun


@action
def note_looked(actor: Actor, bringing: ShopImport, *, manifest: Manifest, lines: int) -> ShopImport:
    """Say how far an export is looked through, and what it says of itself."""
    fresh = _held(bringing)
    if fresh.state == State.CHECKING:
        fresh.shop, fresh.made_at = manifest.shop[:120], manifest.made_at
        fresh.lines, fresh.lines_done = manifest.lines, lines
        fresh.file_count, fresh.file_octets = manifest.files, manifest.file_bytes
        fresh.counts = {
            part.file.removeprefix("data/").removesuffix(".jsonl"): part.lines for part in manifest.data
        }
        fresh.save()
    return fresh


@action
def end_check(actor: Actor, bringing: ShopImport) -> ShopImport:
    """Say that all of an export is as it should be."""
    fresh = _held(bringing)
    if fresh.state == State.CHECKING:
        fresh.state, fresh.lines_done = State.CHECKED, 0
        fresh.save()
        emit(actor, SHOP_IMPORT_CHECKED, subject=fresh, changed=["state"])
    return fresh


@action
def bring_shop(actor: Actor, bringing: ShopImport) -> ShopImport:
    """Have an export come in that was looked through. Raises `Forbidden`, `Conflict`."""
    actor.require(VERB)
    fresh = _held(bringing)
    if fresh.state != State.CHECKED:
        raise Conflict(_("This export cannot come in now."), what_to_do=_("Look at how far it is."))
    _refuse_what_is_here(fresh.sha256)
    fresh.state, fresh.place, fresh.kind_done, fresh.lines_done = State.RUNNING, 0, 0, 0
    fresh.save()
    emit(actor, SHOP_IMPORT_ASKED, subject=fresh, changed=["state"])
    detail = {"import": str(fresh.public_id)}
    record_audit(actor, kind=AuditKind.SHOP_BROUGHT, store_id=fresh.store_id, detail=detail)
    return fresh


@action
def drop_shop_import(actor: Actor, bringing: ShopImport) -> ShopImport:
    """Let an export go that was looked through. Raises `Forbidden`, `Conflict`."""
    actor.require(VERB)
    fresh = _held(bringing)
    if fresh.state != State.CHECKED:
        raise Conflict(_("This export cannot be left out now."), what_to_do=_("Look at how far it is."))
    _let_go(actor, fresh)
    emit(actor, SHOP_IMPORT_DROPPED, subject=fresh)
    fresh.delete()
    return fresh


@action
def take_lines(actor: Actor, bringing: ShopImport, *, rows: Sequence[Coming]) -> ShopImport:
    """Take some lines of the kind that it is at, and how far that is: both or neither."""
    fresh = _held(bringing)
    if fresh.state == State.RUNNING:
        kind = KINDS[fresh.place]
        if fresh.is_mending:
            mend_rows(kind, rows)
        else:
            fresh.adopted = [*fresh.adopted, *put_in(kind, rows)]
            fresh.lines_done += len(rows)
        fresh.kind_done += len(rows)
        fresh.save()
    return fresh


@action
def go_to_next(actor: Actor, bringing: ShopImport) -> ShopImport:
    """Go on with the next kind, or after the last once more with the first, to tell rows of later ones."""
    fresh = _held(bringing)
    if fresh.state == State.RUNNING:
        fresh.place, fresh.kind_done = fresh.place + 1, 0
        if fresh.place == len(KINDS) and not fresh.is_mending:
            fresh.place, fresh.is_mending = 0, True
        elif not fresh.is_mending and KINDS[fresh.place].replaces:
            take_all_out(KINDS[fresh.place])
        fresh.save(update_fields=["place", "kind_done", "is_mending"])
    return fresh


@action
def end_shop_import(actor: Actor, bringing: ShopImport) -> ShopImport:
    """Say that all of an export is in, and have the search built anew."""
    fresh = _held(bringing)
    if fresh.state == State.RUNNING:
        doubtful = Delivery.objects.filter(state=Delivery.State.UNKNOWN, message__is_automatic=False)
        Conversation.objects.filter(pk__in=doubtful.values("message__conversation")).update(
            has_failed_delivery=True
        )
        reindex_store()
        _end(actor, fresh, State.DONE)
    return fresh


@action
def refuse_shop_import(actor: Actor, bringing: ShopImport, *, why: Refusal, where: str) -> ShopImport:
    """Say why an export does not come in; what of it is in goes out again."""
    fresh = _held(bringing)
    if fresh.is_busy:
        fresh.refusal, fresh.where = why, where[:200]
        if fresh.state == State.RUNNING:
            fresh.state, fresh.place = State.UNDOING, len(KINDS)
            fresh.save()
        else:
            _end(actor, fresh, State.FAILED)
    return fresh


@action
def take_back(actor: Actor, bringing: ShopImport, *, names: Sequence[str], is_last: bool) -> ShopImport:
    """Take some rows of the kind before the one that it is at out again; the kinds go out in the reverse order."""
    fresh = _held(bringing)
    if fresh.state == State.UNDOING:
        adopted = {*fresh.adopted}
        take_out(KINDS[fresh.place - 1], [name for name in names if name not in adopted])
        if is_last:
            fresh.place -= 1
            fresh.save(update_fields=["place"])
        if fresh.place == 0:
            _end(actor, fresh, State.FAILED)
    return fresh


def _end(actor: Actor, fresh: ShopImport, state: str) -> None:
    fresh.state, fresh.finished_at = state, now()
    fresh.save()
    _let_go(actor, fresh)
    emit(actor, SHOP_IMPORT_ENDED, subject=fresh, changed=["state"])


def _let_go(actor: Actor, fresh: ShopImport) -> None:
    """Let the file go: it is in, or of no use."""
    file, fresh.file = fresh.file, None
    if file is not None:
        fresh.save(update_fields=["file"])
        erase_file(actor, file)


def _refuse_what_is_here(sha256: str) -> None:
    if ShopImport.objects.filter(sha256=sha256, state=State.DONE).exists():
        raise Conflict(
            _("This export came into the shop already."),
            what_is_safe=_("It is there once, and nothing was changed."),
            what_to_do=_("There is nothing to do."),
        )
    if not is_empty():
        raise Conflict(
            _("This shop is not empty."),
            what_is_safe=_("Nothing was changed."),
            what_to_do=_("Set up a new shop and bring the export into that."),
        )


def _held(bringing: ShopImport) -> ShopImport:
    return ShopImport.objects.select_for_update(of=("self",)).select_related("file").get(pk=bringing.pk)
