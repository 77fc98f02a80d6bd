"""Keeping bytes."""

from __future__ import annotations

from io import BytesIO
from typing import BinaryIO

from django.conf import settings
from django.db.models import CharField

from saath.files import events, rules, storage
from saath.files.models import StoredFile
from saath.files.names import clean_name
from saath.files.room import check_room
from saath.files.storage import SavedBytes
from saath.tenancy.actor import Actor
from saath.tenancy.given import Given
from saath.tenancy.prepared import Prepared
from saath.tenancy.rows import insert_unless_there
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

KNOWN = Prepared(
    lambda: StoredFile.objects.select_for_update(no_key=True).filter(
        sha256=Given("sha256", CharField()), kind=Given("kind", CharField())
    )
)


@action
def store_file(
    actor: Actor, *, name: str, data: bytes | None = None, stream: BinaryIO | None = None, kind: str
) -> StoredFile:
    """Keep `data`, or all that `stream` holds, and return its row; the same bytes of a store are kept once.

    The transaction is open while it writes: large uploads go through `storage.save`, then `record_file`.
    Raises FileTooLarge, QuotaExceeded, DiskFull.
    """
    source = BytesIO(data) if data is not None else stream
    if source is None:
        raise TypeError("give data or a stream")
    saved = storage.save(source, max_bytes=settings.MAX_FILE_BYTES)
    return record_file(actor, saved=saved, name=name, kind=kind)


@action
def record_file(actor: Actor, *, saved: SavedBytes, name: str, kind: str) -> StoredFile:
    """Give saved bytes their row, or bring back the one that they had. Raises QuotaExceeded."""
    file = StoredFile(
        name=clean_name(name),
        sha256=saved.sha256,
        size=saved.size,
        content_type=saved.content_type,
        kind=kind,
    )
    while not insert_unless_there(file):
        known = _found(saved, kind)
        if known is not None:
            return known
    check_room(saved.size)
    if kind == StoredFile.Kind.ATTACHMENT and saved.content_type in rules.PICTURE_TYPES:
        emit(actor, events.PHOTO_STORED, subject=file)
    return file


def _found(saved: SavedBytes, kind: str) -> StoredFile | None:
    """The row of these bytes, held until our reference to it is committed: nobody deletes it meanwhile."""
    file = KNOWN.first(sha256=saved.sha256, kind=kind)
    if file is not None and file.deleted_at is not None:
        file.deleted_at = None
        file.save(update_fields=["deleted_at"])
    return file
