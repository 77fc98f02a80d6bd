"""An upload as the files that it holds: itself, or the members of a ZIP archive. No archive in an archive is opened."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import IO, BinaryIO

from django.utils.translation import gettext as _

from saath.channels.email.mbox import begins_with_postmark
from saath.core.errors import BadInput

# An archive that says to hold more, or to be packed tighter than texts can be, is made to fill the disk.
MOST_UNPACKED = 50_000_000_000
MOST_MEMBERS = 500_000
TIGHTEST = 300
SMALL = 50_000_000
ENCRYPTED = 0x1
# What help desks and operating systems write; of the others each breaks in its own way.
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
HEAD = 4096
BROKEN = (zipfile.BadZipFile, EOFError, NotImplementedError, zlib.error)
ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an upload: its path there and its size unpacked."""

    path: str
    size: int

    @property
    def is_told(self) -> bool:
        """Whether it may hold what people said, by its name: all else is somebody's attachment."""
        return self.path.lower().endswith((".json", ".ndjson", ".jsonl", ".csv", ".mbox"))


class Upload:
    """The files of an upload, read one at a time."""

    def __init__(self, file: BinaryIO, name: str, size: int) -> None:
        self._file = file
        self._archive: zipfile.ZipFile | None = None
        if _starts(file).startswith(ZIP_STARTS):
            self._archive = _opened(file)
            self.members = _members(self._archive)
        else:
            self.members = (Member(name, size),)

    @contextmanager
    def open(self, member: Member) -> Iterator[IO[bytes]]:
        """Open one of the files. Reading raises `BadInput` where the archive is broken there."""
        if self._archive is None:
            self._file.seek(0)
            yield self._file
            return
        with ExitStack() as stack:
            try:
                file = stack.enter_context(self._archive.open(member.path))
            except (*BROKEN, ValueError) as error:
                raise _broken() from error
            try:
                yield file
            except BROKEN as error:
                raise _broken() from error

    def head(self, member: Member) -> bytes:
        """Return how a file begins."""
        with self.open(member) as file:
            return file.read(HEAD)

    def is_mail(self) -> bool:
        """Whether it holds mails: an mbox, or single mails and no exports."""
        told = [each for each in self.members if each.is_told and not each.path.lower().endswith(".mbox")]
        if told and self._archive is not None:
            return False
        return any(is_mail(each.path, self.head(each)) for each in self.members[:200])


def is_mail(path: str, head: bytes) -> bool:
    """Tell whether a file is one of mails, by its name and beginning."""
    parts = path.lower().split("/")
    in_maildir = len(parts) > 1 and parts[-2] in ("cur", "new")
    return in_maildir or parts[-1].endswith(".eml") or begins_with_postmark(head)


def _starts(file: BinaryIO) -> bytes:
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    return head


def _opened(file: BinaryIO) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise _broken() from error


def _members(archive: zipfile.ZipFile) -> tuple[Member, ...]:
    """Return what an archive holds. Raises `BadInput` for one that is locked, oddly packed, or made to fill the disk."""
    infos = [info for info in archive.infolist() if not _is_litter(info.filename)]
    if any(info.flag_bits & ENCRYPTED for info in infos):
        raise BadInput(
            _("The archive is locked with a password."),
            what_is_safe=_("Nothing was kept."),
            what_to_do=_("Unpack it, and bring what is inside."),
            field="file",
        )
    if any(info.compress_type not in METHODS for info in infos):
        raise BadInput(
            _("The archive is packed in a way that is not known here."),
            what_is_safe=_("Nothing was kept."),
            what_to_do=_("Unpack it, and bring what is inside."),
            field="file",
        )
    unpacked, packed = sum(info.file_size for info in infos), sum(info.compress_size for info in infos)
    is_bomb = unpacked > SMALL and unpacked > TIGHTEST * max(packed, 1)
    if is_bomb or unpacked > MOST_UNPACKED or len(infos) > MOST_MEMBERS:
        raise BadInput(
            _("Unpacked, this archive would be larger than any export."),
            what_is_safe=_("Nothing was kept."),
            what_to_do=_("Bring the file as the other help desk gave it."),
            field="file",
        )
    return tuple(Member(info.filename, info.file_size) for info in infos)


def _is_litter(path: str) -> bool:
    """Tell whether it is a folder, or an operating system put it there."""
    return path.startswith("__MACOSX/") or path.rpartition("/")[2] in ("", ".DS_Store", "Thumbs.db")


def _broken() -> BadInput:
    return BadInput(
        _("The archive is broken."),
        what_is_safe=_("What came in before stays as it is."),
        what_to_do=_("Download it once more, and bring it again."),
        field="file",
    )
