"""Finds the mails in files and folders as mail programs keep them: mbox, Maildir, single mails, each also under gzip."""

from __future__ import annotations

import gzip
import os
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, cast

from saath.channels.email.mbox import IN_MEMORY, begins_with_postmark, read_mbox

GZIP = b"\x1f\x8b"
BEGINNING = 4096
MAILDIR_PARTS = ("cur", "new")
_HEADER = re.compile(rb"\s*(?:\xef\xbb\xbf)?[!-9;-~]{1,200}[ \t]*:")
# The end of a Maildir name holds flags, which change; some systems write "!" or ";" for ":".
_FLAGS = re.compile(rb"[:;!]2,[A-Za-z,=]*$")
UNREADABLE = (OSError, EOFError, zlib.error)


@dataclass(frozen=True, slots=True)
class StoredMail:
    """One mail of a file: `place` names the file as long as it is the same, `offset` where in it the mail stands.

    `octets` are good until the next mail is asked for; of a mail over the limit they are the beginning, of `size` in all.
    `stored_at` is when the file was written.
    """

    path: str
    place: bytes
    offset: int
    octets: IO[bytes]
    size: int
    postmark: str
    stored_at: datetime


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that is none of mails, or could not be read to its end, with the reason in words of the system."""

    path: str
    reason: str = ""


def find_mails(
    paths: Iterable[Path], *, max_bytes: int, advanced: Callable[[int], object] = lambda _octets: None
) -> Iterator[StoredMail | Unread]:
    """Yield every mail below these paths, and what is none. Holds one mail at a time, and of it at most `max_bytes`.

    `advanced` is told how many octets of the files on disk have been gone through since the last time.
    """
    for path in paths:
        for file in _files(path):
            yield from _mails_of(file, max_bytes, advanced)


def octets_below(paths: Iterable[Path]) -> int:
    """Return how much there is to go through, as octets on disk."""
    return sum(_size(file) for path in paths for file in _files(path))


def _files(path: Path) -> Iterator[Path]:
    """Yield the files below a path; links to folders below it are not followed, for they may lead in a circle."""
    if not path.is_dir():
        yield path
        return
    is_maildir = any((path / part).is_dir() for part in MAILDIR_PARTS)
    for entry in os.scandir(path):
        if entry.is_dir(follow_symlinks=False):
            if not (is_maildir and entry.name == "tmp"):
                yield from _files(Path(entry.path))
        elif entry.is_file():
            yield Path(entry.path)


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _mails_of(file: Path, max_bytes: int, advanced: Callable[[int], object]) -> Iterator[StoredMail | Unread]:
    shown = os.fsencode(file).decode("utf-8", "replace")
    done = 0
    try:
        with file.open("rb") as on_disk:
            stored_at = datetime.fromtimestamp(os.fstat(on_disk.fileno()).st_mtime, UTC)
            for mail in _read(file, on_disk, max_bytes):
                if mail is None:
                    yield Unread(shown)
                    continue
                offset, postmark, octets, size = mail
                yield StoredMail(shown, _place(file), offset, octets, size, postmark, stored_at)
                advanced(on_disk.tell() - done)
                done = on_disk.tell()
    except UNREADABLE as error:
        yield Unread(shown, getattr(error, "strerror", None) or str(error) or type(error).__name__)
    advanced(_size(file) - done)


def _read(file: Path, on_disk: IO[bytes], max_bytes: int) -> Iterator[tuple[int, str, IO[bytes], int] | None]:
    """Yield offset, postmark, octets and size of each mail; None for a file that is none of mails."""
    source = _unpacked(on_disk)
    beginning = source.read(BEGINNING)
    source.seek(0)
    if begins_with_postmark(beginning):
        for mail in read_mbox(source, max_bytes=max_bytes):
            yield mail.offset, mail.postmark, mail.octets, mail.size
    elif _is_mail(file, beginning):
        with SpooledTemporaryFile(max_size=IN_MEMORY) as octets:
            size = _copy(source, octets, max_bytes)
            octets.seek(0)
            yield 0, "", cast(IO[bytes], octets), size
    else:
        yield None


def _unpacked(on_disk: IO[bytes]) -> IO[bytes]:
    is_packed = on_disk.read(len(GZIP)) == GZIP
    on_disk.seek(0)
    return cast(IO[bytes], gzip.GzipFile(fileobj=on_disk)) if is_packed else on_disk


def _is_mail(file: Path, beginning: bytes) -> bool:
    if file.suffix == ".eml" or file.suffixes[-2:] == [".eml", ".gz"]:
        return True
    return _is_in_maildir(file) or _HEADER.match(beginning) is not None


def _is_in_maildir(file: Path) -> bool:
    return file.parent.name in MAILDIR_PARTS


def _copy(source: IO[bytes], target: SpooledTemporaryFile[bytes], max_bytes: int) -> int:
    """Copy at most `max_bytes` and one octet more; return the size of the whole."""
    size = 0
    while piece := source.read(1 << 18):
        room = max_bytes + 1 - size
        if room > 0:
            target.write(piece[:room])
        size += len(piece)
    return size


def _place(file: Path) -> bytes:
    """Return the file's name for ever: a mail of a Maildir keeps it when it is read or flagged."""
    absolute = file.resolve()
    if not _is_in_maildir(file):
        return os.fsencode(absolute)
    return os.fsencode(absolute.parent.parent) + b"/" + _FLAGS.sub(b"", os.fsencode(absolute.name))
