"""One turn of bringing an export in: behind what is done already, as long as it may."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.db import DataError, IntegrityError

from saath.core.errors import BadInput, Conflict
from saath.core.faults import fault_point
from saath.exports._rows import has_late
from saath.exports.actions.bring import (
    end_check,
    end_shop_import,
    go_to_next,
    note_looked,
    refuse_shop_import,
    take_back,
    take_lines,
)
from saath.exports.archive import Export, open_export, refusing
from saath.exports.catalogue import KINDS
from saath.exports.checking import FILES, Notebook, check_on
from saath.exports.coming import Coming, coming
from saath.exports.errors import ExportRefused, Refusal
from saath.exports.models import ShopImport
from saath.files import storage
from saath.files.errors import FileNotKept
from saath.files.room import bytes_in_use
from saath.tenancy.actor import Actor
from saath.tenancy.keys import path_key

BRINGER = Actor.system("a shop comes in")
MOST_SECONDS = 20.0
# Each batch is a transaction: others write between them.
BATCH, BATCH_OF_FILES = 500, 20
State = ShopImport.State


def go_on(bringing: ShopImport, *, path: Path | None = None, seconds: float = MOST_SECONDS) -> bool:
    """Look further through an export, bring it in further or take it out again; tell whether there is more to do now.

    Killed anywhere, it goes on. `path` is where the export is that a command reads.
    """
    ends = monotonic() + seconds
    try:
        if bringing.state == State.UNDOING:
            return _undo(bringing, ends)
        with _opened(bringing, path) as file, open_export(file) as export:
            if bringing.state == State.CHECKING:
                return _check(bringing, export, seconds)
            return _bring(bringing, export, ends)
    except ExportRefused as refused:
        fresh = refuse_shop_import(BRINGER, bringing, why=refused.why, where=refused.where)
    except (IntegrityError, DataError, Conflict, BadInput):
        where = KINDS[min(bringing.place, len(KINDS) - 1)].name
        fresh = refuse_shop_import(BRINGER, bringing, why=Refusal.TAKEN, where=where)
    if not fresh.is_busy:
        _forget(bringing)
    return fresh.is_busy


def _check(bringing: ShopImport, export: Export, seconds: float) -> bool:
    _check_room(export)
    checked = check_on(export, _notebook(bringing), seconds=seconds)
    note_looked(BRINGER, bringing, manifest=export.manifest, lines=checked.lines)
    if checked.is_complete:
        end_check(BRINGER, bringing)
    return not checked.is_complete


def _check_room(export: Export) -> None:
    if bytes_in_use() + export.manifest.file_bytes > settings.FILES_QUOTA_BYTES:
        raise ExportRefused(Refusal.ROOM)


def _bring(bringing: ShopImport, export: Export, ends: float) -> bool:
    while bringing.place < len(KINDS):
        bringing = _bring_kind(bringing, export, ends)
        if monotonic() > ends:
            return True
    end_shop_import(BRINGER, bringing)
    _forget(bringing)
    return False


def _bring_kind(bringing: ShopImport, export: Export, ends: float) -> ShopImport:
    """Bring the lines of one kind in, as long as there is time."""
    kind = KINDS[bringing.place]
    at_once = BATCH_OF_FILES if bringing.place == FILES else BATCH
    if not bringing.is_mending or has_late(kind):
        with refusing(Refusal.PART, kind.name):
            lines = enumerate(export.lines(kind), start=1)
            rest = islice(lines, bringing.kind_done, None)
            while batch := [coming(kind, line, number) for number, line in islice(rest, at_once)]:
                if bringing.place == FILES and not bringing.is_mending:
                    _save_bytes(export, batch)
                bringing = take_lines(BRINGER, bringing, rows=batch)
                fault_point("shop_lines_in")
                if monotonic() > ends:
                    return bringing
    return go_to_next(BRINGER, bringing)


def _save_bytes(export: Export, batch: list[Coming]) -> None:
    """Put bytes on disk before their rows are written."""
    lost = {*export.manifest.lost}
    for row in batch:
        sha256 = str(row.values["sha256"])
        if sha256 in lost:
            continue
        with export.open_file(sha256) as source:
            try:
                storage.save(source, max_bytes=row.values["size"], content_type=row.values["content_type"])
            except FileNotKept as error:
                raise ExportRefused(Refusal.ROOM) from error


def _undo(bringing: ShopImport, ends: float) -> bool:
    """Take out what is in, the last kind first; what the shop had before stays."""
    with closing(Notebook(_notebook(bringing))) as notebook:
        while bringing.state == State.UNDOING:
            place, after = bringing.place - 1, b""
            while names := notebook.names_of(place, after):
                take_back(BRINGER, bringing, names=[str(UUID(bytes=name)) for name in names], is_last=False)
                after = names[-1]
            bringing = take_back(BRINGER, bringing, names=[], is_last=True)
            if monotonic() > ends:
                return bringing.state == State.UNDOING
    _forget(bringing)
    return False


def _folder(bringing: ShopImport) -> Path:
    return Path(settings.DATA_DIR) / "exports" / path_key(str(bringing.public_id))


def _notebook(bringing: ShopImport) -> Path:
    return _folder(bringing) / "seen.sqlite3"


def _forget(bringing: ShopImport) -> None:
    shutil.rmtree(_folder(bringing), ignore_errors=True)


@contextmanager
def _opened(bringing: ShopImport, path: Path | None) -> Iterator[IO[Any]]:
    if path is not None:
        with open(path, "rb") as file:
            yield file
        return
    if bringing.file is None:
        raise ExportRefused(Refusal.NO_EXPORT)
    with storage.open_bytes(bringing.file.sha256) as kept:
        yield kept
