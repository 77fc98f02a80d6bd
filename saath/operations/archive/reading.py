"""Reading an archive, after every checksum has been compared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from struct import error as BadStructure
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile
from zlib import error as BadCompression

from django.conf import settings
from django.utils.translation import gettext as _

from saath.operations.archive.contents import kept_models
from saath.operations.archive.errors import ArchiveDamaged, CannotRestore
from saath.operations.archive.manifest import FILES, FORMAT, MANIFEST, Manifest, Table, file_member
from saath.operations.archive.migrations import known_migrations
from saath.operations.archive.progress import Advances, Progress, in_silence

CHUNK_BYTES = 1 << 18
UNREADABLE = (
    *(BadZipFile, BadCompression, BadStructure),
    *(KeyError, TypeError, ValueError, EOFError, NotImplementedError),
)
# https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.4.4: bit 0 of a member's flags.
CIPHERED = 1
PACKED = (ZIP_STORED, ZIP_DEFLATED)


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
        _check_members(opened)
        manifest = Manifest.from_json(opened.read(MANIFEST))
    except UNREADABLE as error:
        raise ArchiveDamaged(
            _("%(file)s is no backup of Saath, or it is damaged.") % {"file": path}
        ) from error
    with opened:
        _check_release(manifest)
        yield Archive(opened, manifest)


def _check_members(opened: ZipFile) -> None:
    """Raise BadZipFile for a member that we cannot have written: before the file's start, ciphered, packed by others."""
    for member in opened.infolist():
        if member.header_offset < 0 or member.flag_bits & CIPHERED or member.compress_type not in PACKED:
            raise BadZipFile(member.filename)


def verify(archive: Archive, *, progress: Progress = in_silence) -> None:
    """Compare every checksum and count of the archive; raises `ArchiveDamaged` at the first that differs."""
    try:
        with progress(_("Checking"), archive.manifest.rows + archive.manifest.files.size) as advance:
            for table in archive.manifest.tables:
                _same(table.member, (table.sha256, table.rows), _sums(archive, table.member))
                advance(table.rows)
            _verify_files(archive, advance)
    except UNREADABLE as error:
        raise ArchiveDamaged from error


def _verify_files(archive: Archive, advance: Advances) -> None:
    files, size = archive.manifest.files, 0
    _same(FILES, (files.sha256, files.count), _sums(archive, FILES))
    for entry in archive.files():
        sha256, _lines = _sums(archive, entry.member)
        _same(entry.member, entry.sha256, sha256)
        size += entry.size
        advance(entry.size)
    _same(FILES, files.size, size)


def _sums(archive: Archive, name: str) -> tuple[str, int]:
    """Return the SHA-256 of a member in hex, and the number of its lines."""
    digest, lines = hashlib.sha256(), 0
    with archive.zip.open(name) as member:
        while chunk := member.read(CHUNK_BYTES):
            digest.update(chunk)
            lines += chunk.count(b"\n")
    return digest.hexdigest(), lines


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
