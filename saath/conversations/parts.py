"""The heavy parts of a message, put on disk before its transaction begins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from django.conf import settings

from saath.channels.base import InboundMessage
from saath.files import storage
from saath.files.names import clean_name
from saath.files.storage import SavedBytes


@dataclass(frozen=True, slots=True)
class SavedFile:
    """A file that came with a message, safe on disk, and how its sender named it."""

    saved: SavedBytes
    name: str
    content_id: str = ""
    is_inline: bool = False


@dataclass(frozen=True, slots=True)
class SavedParts:
    """What a message brings besides its words."""

    html: SavedBytes | None = None
    files: tuple[SavedFile, ...] = ()


def save_parts(message: InboundMessage) -> SavedParts:
    """Put the HTML and the files of an inbound message on disk. Raises FileTooLarge, DiskFull."""
    return SavedParts(
        html=_save(BytesIO(message.html.encode()), "text/html") if message.html else None,
        files=tuple(
            SavedFile(_save(BytesIO(part.data)), part.name, part.content_id, part.is_inline)
            for part in message.attachments
        ),
    )


def save_uploads(uploads: Iterable[tuple[str, BinaryIO]]) -> Sequence[SavedFile]:
    """Put the files that a colleague adds on disk: pairs of name and stream. Raises FileTooLarge, DiskFull."""
    return [SavedFile(_save(stream), clean_name(name)) for name, stream in uploads]


def _save(source: BinaryIO, content_type: str = "") -> SavedBytes:
    return storage.save(source, max_bytes=settings.MAX_FILE_BYTES, content_type=content_type)
