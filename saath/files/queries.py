"""Reads of files."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO
from uuid import UUID

from saath.core.errors import NotFound
from saath.files import storage
from saath.files.models import StoredFile
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope

BATCH = 500


@dataclass(frozen=True, slots=True)
class KeptBytes:
    """Bytes that a backup holds once: of which store, their SHA-256 in hex, and size."""

    store_id: int
    sha256: str
    size: int

    def open(self) -> BinaryIO:
        """Open them for reading. Raises FileNotFoundError."""
        with store_scope(self.store_id):
            return storage.open_bytes(self.sha256)


def open_file(actor: Actor, stored: StoredFile) -> BinaryIO:
    """Open a file's bytes for reading; the caller closes. Raises Forbidden, NotFound when deleted or lost."""
    actor.require("conversation.read")
    if stored.deleted_at is not None:
        raise NotFound
    try:
        return storage.open_bytes(stored.sha256)
    except FileNotFoundError as error:
        raise NotFound from error


def file_behind_link(public_id: UUID) -> StoredFile | None:
    """The file that a signed link opens on its store's host, unless deleted. The signature is the right."""
    return StoredFile.objects.live().filter(public_id=public_id).first()


def iter_files() -> Iterator[KeptBytes]:
    """Everything on disk that a row in scope names, each once; inside `every_store`, of every store."""
    rows = StoredFile.objects.order_by("store_id", "sha256").values_list("store_id", "sha256", "size")
    last: tuple[int, str] | None = None
    for store_id, sha256, size in rows.iterator(chunk_size=BATCH):
        if (store_id, sha256) != last:
            yield KeptBytes(store_id, sha256, size)
        last = store_id, sha256
