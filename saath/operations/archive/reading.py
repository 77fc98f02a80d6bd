"""Reading an archive, after every checksum has been compared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile
from zlib import error as BadCompression

from django.conf import settings
from django.utils.translation import gettext as _

from saath.operations.archive.contents import kept_models
from saath.operations.archive.errors import ArchiveDamaged, CannotRestore
from saath.operations.archive.manifest import FILES, FORMAT, MANIFEST, Manifest, Table, file_member
from saath.operations.archive.migrations import known_migrations
from saath.operations.archive.progress import Progress, in_silence

CHUNK_BYTES = 1 << 18
UNREADABLE = (BadZipFile, BadCompression, KeyError, TypeError, ValueError, EOFError, NotImplementedError)


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file of the archive: store, SHA-256 in hex, size in bytes."""

    store_id: int
    sha256: str
    size: int

    @property
    def member(self) -> str:
        """Return its place in the archive."""
        return file_member(self.store_id, self.sha256)


@dataclass(frozen=True, slots=True)
class Archive:
    """An open archive."""

    zip: ZipFile
    manifest: Manifest

    def lines(self, table: Table) -> Iterator[bytes]:
        """Yield the rows of a table."""
        with self.zip.open(table.member) as member:
            yield from member

    def files(self) -> Iterator[FileEntry]:
        """Yield every file."""
        with self.zip.open(FILES) as member:
            for line in member:
                yield FileEntry(*json.loads(line))

    def open_file(self, entry: FileEntry) -> IO[bytes]:
        """Open a file's bytes."""
        return self.zip.open(entry.member)


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open an archive that this release can load. Raises `CannotRestore`, `ArchiveDamaged`; OSError."""
    try:
        opened = ZipFile(path)
        manifest = Manifest.from_json(opened.read(MANIFEST))
    except UNREADABLE as error:
        raise ArchiveDamaged(
            _("%(file)s is no backup of Saath, or it is damaged.") % {"file": path}
        ) from error
    with opened:
        _check_release(manifest)
        yield Archive(opened, manifest)


def verify(archive: Archive, *, progress: Progress = in_silence) -> None:
    """Compare every checksum and count of the archive; raises `ArchiveDamaged` at the first that differs."""
    files = archive.manifest.files
    try:
        with progress(_("Checking"), archive.manifest.rows + files.size) as advance:
            for table in archive.manifest.tables:
                _same(table.member, table.sha256, _sha256(archive, table.member))
                _same(table.member, table.rows, sum(1 for _line in archive.lines(table)))
                advance(table.rows)
            _same(FILES, files.sha256, _sha256(archive, FILES))
            for entry in archive.files():
                _same(entry.member, entry.sha256, _sha256(archive, entry.member))
                advance(entry.size)
        _same(FILES, (files.count, files.size), _sums(archive))
    except UNREADABLE as error:
        raise ArchiveDamaged from error


def _sums(archive: Archive) -> tuple[int, int]:
    count = size = 0
    for entry in archive.files():
        count, size = count + 1, size + entry.size
    return count, size


def _sha256(archive: Archive, name: str) -> str:
    digest = hashlib.sha256()
    with archive.zip.open(name) as member:
        while chunk := member.read(CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


def _same(name: str, wanted: object, found: object) -> None:
    if wanted != found:
        raise ArchiveDamaged(_("The backup is damaged: %(part)s is not what was written.") % {"part": name})


def _check_release(manifest: Manifest) -> None:
    known, theirs = known_migrations(), set(manifest.migrations)
    versions = {"theirs": manifest.saath, "ours": settings.VERSION}
    if manifest.format > FORMAT or not theirs <= known:
        raise CannotRestore(
            _("The backup is of Saath %(theirs)s, which is newer than this one, %(ours)s.") % versions,
            what_to_do=_("Install that release, then restore."),
        )
    if theirs != known or {table.model for table in manifest.tables} != {
        m._meta.label for m in kept_models()
    }:
        raise CannotRestore(
            _("The backup is of Saath %(theirs)s, which is older than this one, %(ours)s.") % versions,
            what_to_do=_(
                "Restore with that release, then start this one: it brings the database up to date."
            ),
        )
