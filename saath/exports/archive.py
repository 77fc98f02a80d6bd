"""Opening somebody's export. Nothing is unpacked by its name, and nothing is believed that was not compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from struct import error as BadStructure
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as BadCompression

from saath.exports.catalogue import KINDS
from saath.exports.errors import ExportRefused, Refusal
from saath.exports.kinds import Kind
from saath.exports.manifest import FORMAT, MANIFEST, VERSION, Manifest, Part, bytes_file, data_file

UNREADABLE = (
    *(BadZipFile, BadCompression, BadStructure, RecursionError),
    *(KeyError, TypeError, ValueError, EOFError, NotImplementedError),
)
# https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.4.4: bit 0 of a member's flags.
CIPHERED = 1
PLACES = re.compile(
    r"README\.md|manifest\.json|(data|schema|sheets)/[a-z_]{1,60}\.(jsonl|json|csv)|files/[0-9a-f]{64}"
)
MANIFEST_OCTETS = 64 << 20
LINE_OCTETS = 64 << 20
# Lines of text shrink to a fifth, rarely to a thirtieth; what shrinks more was made to.
MOST_RATIO, ANY_OCTETS = 150, 16 << 20


@dataclass(frozen=True, slots=True)
class Export:
    """An open export that may be looked into."""

    zip: ZipFile
    manifest: Manifest

    def part_of(self, kind: Kind) -> Part | None:
        """Return what the manifest says of a kind; None where an older release had none of it."""
        return next((part for part in self.manifest.data if part.file == data_file(kind.name)), None)

    def lines(self, kind: Kind) -> Iterator[bytes]:
        """Yield the lines of a kind. Raises `ExportRefused` for one that is too long."""
        if self.part_of(kind) is None:
            return
        with self.zip.open(data_file(kind.name)) as member:
            while line := member.readline(LINE_OCTETS):
                if len(line) == LINE_OCTETS:
                    raise ExportRefused(Refusal.LINE, data_file(kind.name))
                yield line

    def open_file(self, sha256: str) -> IO[bytes]:
        """Open the bytes of a file."""
        return self.zip.open(bytes_file(sha256))


@contextmanager
def open_export(file: Any) -> Iterator[Export]:
    """Open an export, by its path or as a file. Raises `ExportRefused`; OSError."""
    with refusing():
        opened = ZipFile(file)
    with opened:
        with refusing():
            for member in _members(opened):
                _check(member)
            manifest = Manifest.from_json(opened.read(MANIFEST))
        _check_format(manifest)
        yield Export(opened, manifest)


@contextmanager
def refusing(why: Refusal = Refusal.NO_EXPORT, where: str = "") -> Iterator[None]:
    """Say of whatever cannot be read that it is refused."""
    try:
        yield
    except UNREADABLE as error:
        raise ExportRefused(why, where) from error


def _members(opened: ZipFile) -> list[ZipInfo]:
    members = opened.infolist()
    if len({member.filename for member in members}) != len(members):
        raise ExportRefused(Refusal.TWICE)
    manifest = opened.getinfo(MANIFEST)
    if manifest.file_size > MANIFEST_OCTETS:
        raise ExportRefused(Refusal.BOMB, MANIFEST)
    return members


def _check(member: ZipInfo) -> None:
    packed = member.compress_type in (ZIP_STORED, ZIP_DEFLATED)
    if (
        not PLACES.fullmatch(member.filename)
        or not packed
        or member.flag_bits & CIPHERED
        or member.header_offset < 0
    ):
        raise ExportRefused(Refusal.STRANGE, member.filename)
    if member.file_size > ANY_OCTETS + member.compress_size * MOST_RATIO:
        raise ExportRefused(Refusal.BOMB, member.filename)


def _check_format(manifest: Manifest) -> None:
    if manifest.format != FORMAT:
        raise ExportRefused(Refusal.NO_EXPORT)
    known = {data_file(kind.name) for kind in KINDS}
    if manifest.version != VERSION or not {part.file for part in manifest.data} <= known:
        raise ExportRefused(Refusal.FORMAT)
