"""Bytes on disk, one folder a store, named by their SHA-256. Nothing else in Saath touches these folders.

A file is complete or absent: it is written beside its place, synced, and moved there in one step. Whoever
saves bytes moves them to their place even when the same bytes stand there already. So bytes that a running
transaction counts on are always young, and removing only old ones can never take them away.
"""

import errno
import fcntl
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, BinaryIO, TypeVar
from uuid import uuid4

from django.conf import settings

from saath.files.errors import DiskFull, FileTooLarge
from saath.files.sniffing import sniff
from saath.tenancy.keys import path_key

INCOMING = "incoming"
CHUNK_BYTES = 1 << 18
Opened = TypeVar("Opened")
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})


@dataclass(frozen=True, slots=True)
class SavedBytes:
    """Bytes that are safe on disk: their SHA-256 in hex, size, and media type by what they are."""

    sha256: str
    size: int
    content_type: str


def save(source: IO[bytes], *, max_bytes: int, content_type: str = "") -> SavedBytes:
    """Put what `source` holds on disk for the store in scope; when this returns, it survives a power cut.

    A `content_type` that our own code knows spares looking for one.
    Raises FileTooLarge past `max_bytes`, DiskFull.
    """
    incoming = _path(INCOMING, uuid4().hex)
    try:
        sha256, size = _write(incoming, source, max_bytes)
        saved = SavedBytes(sha256, size, content_type or sniff(incoming))
        _move(incoming, _place_of(sha256))
    except BaseException as error:
        incoming.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            raise DiskFull from error
        raise
    return saved


def open_bytes(sha256: str) -> BinaryIO:
    """Open saved bytes of the store in scope for reading. Raises FileNotFoundError."""
    return _place_of(sha256).open("rb")


def is_saved(sha256: str) -> bool:
    """Return whether the store in scope has these bytes."""
    return _place_of(sha256).exists()


def saved_hashes() -> Iterator[list[str]]:
    """The hashes of everything saved for the store in scope, one folder at a time (at most 256)."""
    root = _root()
    folders = sorted(entry for entry in root.iterdir() if entry.name != INCOMING) if root.is_dir() else []
    for folder in folders:
        yield sorted(entry.name for entry in folder.iterdir())


def remove_if_older(sha256: str, *, than: datetime) -> bool:
    """Remove saved bytes unless somebody saved them again at `than` or later. Returns whether they went."""
    place = _place_of(sha256)
    with _locked(_opened(place.parent), fcntl.LOCK_EX):
        if not _is_older(place, than):
            return False
        place.unlink()
    return True


def remove_leftovers(*, older_than: datetime) -> int:
    """Remove what interrupted writers of the store in scope left behind. Returns how many."""
    folder = _root() / INCOMING
    leftovers = list(folder.iterdir()) if folder.is_dir() else []
    stale = [path for path in leftovers if _is_older(path, older_than)]
    for path in stale:
        path.unlink(missing_ok=True)
    return len(stale)


def _root() -> Path:
    return _path("x").parent


def _path(*names: str) -> Path:
    return Path(settings.FILES_DIR) / path_key(*names)


def _place_of(sha256: str) -> Path:
    return _path(sha256[:2], sha256)


def _is_older(path: Path, than: datetime) -> bool:
    """Whether a file was last written before `than`; one that has just gone its way is not."""
    try:
        return path.stat().st_mtime < than.timestamp()
    except FileNotFoundError:
        return False


def _write(path: Path, source: IO[bytes], max_bytes: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with _in_folder(path.parent, lambda: open(path, "xb", buffering=0, opener=_owner_only)) as target:
        while chunk := source.read(CHUNK_BYTES):
            size += len(chunk)
            if size > max_bytes:
                raise FileTooLarge(max_bytes)
            digest.update(chunk)
            while chunk:  # the system may take less at a time
                chunk = chunk[target.write(chunk) :]
        os.fsync(target.fileno())
    return digest.hexdigest(), size


def _move(path: Path, place: Path) -> None:
    folder = _in_folder(place.parent, lambda: _opened(place.parent))
    with _locked(folder, fcntl.LOCK_SH):
        os.replace(path, place)
        os.fsync(folder)


def _in_folder(folder: Path, opened: Callable[[], Opened]) -> Opened:
    """Open something in a folder, which is there but for the first time."""
    try:
        return opened()
    except FileNotFoundError:
        _make_folder(folder)
        return opened()


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it, each synced into its parent: a power cut cannot take it back."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    parent = _opened(folder.parent)
    try:
        os.fsync(parent)
    finally:
        os.close(parent)


def _opened(folder: Path) -> int:
    return os.open(folder, os.O_RDONLY | os.O_DIRECTORY)


@contextmanager
def _locked(folder: int, mode: int) -> Iterator[int]:
    """Hold an open folder against remover (shared) or writers (exclusive), across processes, and close it."""
    try:
        fcntl.flock(folder, mode)
        yield folder
    finally:
        os.close(folder)


def _owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
