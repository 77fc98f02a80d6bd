"""Reads the mails of an mbox file one by one, without holding more than one, of whichever of its four kinds it is.

All kinds put a line "From SENDER DATE" before each mail (RFC 4155). They differ in what keeps a line of a body that begins
with "From " from being taken for one: mboxo puts ">" before it; mboxrd before those too that have such marks already; mboxcl
also gives the body's length in Content-Length; mboxcl2 gives the length and leaves the line as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, cast

IN_MEMORY = 1 << 20
LONGEST_PIECE = 1 << 16
# Who states wrong lengths so often is not believed again: each one costs reading a mail twice.
MOST_LIES = 5

_TIME = rb"\d{1,2}:\d\d(?::\d\d)?\b"
_POSTMARK = re.compile(rb"From (?=.{0,900}\b\d{4}\b).{0,900}?\b" + _TIME)
_HEADER = re.compile(rb"[!-9;-~]{1,200}[ \t]*:|>?From ")
_LENGTH = re.compile(rb"content-length[ \t]*:[ \t]*(\d{1,15})\s*$", re.IGNORECASE)
_MARKED = re.compile(rb"(>+)From ")
_BLANK = (b"\n", b"\r\n")


@dataclass(frozen=True, slots=True)
class FiledMail:
    """A mail and where it stood. `octets` are good until the next one is asked for; of a mail larger than was wanted they
    are the beginning, while `size` is that of the whole."""

    offset: int
    postmark: str
    octets: IO[bytes]
    size: int


@dataclass(frozen=True, slots=True)
class _Line:
    """A line or, where `is_begun` is false, the rest of a very long one."""

    offset: int
    octets: bytes
    is_begun: bool


def read_mbox(source: IO[bytes], *, max_bytes: int) -> Iterator[FiledMail]:
    """Yield the mails of a file that can seek; what stands before the first postmark is passed over.

    Of each at most `max_bytes` and one octet more are kept. Raises what reading the file raises.
    """
    lines = _Lines(source)
    line = lines.next()
    while line is not None and not lines.is_postmark(line):
        line = lines.next()
    while line is not None:
        mail = _Mail(max_bytes)
        try:
            following = mail.read(lines)
        except BaseException:
            mail.close()
            raise
        with mail.without_marks() as octets:
            yield FiledMail(line.offset, line.octets.decode("ascii", "replace").strip(), octets, mail.size)
        line = following


def begins_with_postmark(beginning: bytes) -> bool:
    """Tell from its first octets whether a file is an mbox."""
    return _POSTMARK.match(beginning.lstrip()) is not None


class _Lines:
    """The lines of a file, with a look at the one ahead, and a way back."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self._ahead: _Line | None = None
        self._offset = source.tell()
        self._is_begun = True
        self.lies = 0

    def next(self) -> _Line | None:
        line, self._ahead = self._ahead or self._read(), None
        return line

    def peek(self) -> bytes:
        self._ahead = self._ahead or self._read()
        return self._ahead.octets if self._ahead else b""

    def go_back(self, offset: int) -> None:
        self._source.seek(offset)
        self._offset, self._ahead, self._is_begun = offset, None, True

    def is_postmark(self, line: _Line) -> bool:
        """Whether a line stands before a mail: it has a time and a year, and a header comes behind it."""
        if not (line.is_begun and line.octets.startswith(b"From ") and _POSTMARK.match(line.octets)):
            return False
        return _HEADER.match(self.peek()) is not None

    def _read(self) -> _Line | None:
        octets = self._source.readline(LONGEST_PIECE)
        if not octets:
            return None
        line = _Line(self._offset, octets, self._is_begun)
        self._offset += len(octets)
        self._is_begun = octets.endswith(b"\n")
        return line


class _Mail:
    """One mail while it is read."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._spool = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # closed by who reads it
        self._blank = b""  # a blank line that is the mail's only if no postmark follows
        self._has_marks = False
        self._has_bare_from = False
        self.size = 0

    def read(self, lines: _Lines) -> _Line | None:
        """Take the mail in and return the postmark of the next one, None at the end of the file."""
        length, body_at = self._read_head(lines)
        if length is None or lines.lies > MOST_LIES:
            return self._read_body(lines)
        head_size = self.size
        if self._read_length(lines, length):
            return self._read_body(lines)
        lines.lies += 1
        lines.go_back(body_at)
        self._forget_body(head_size)
        return self._read_body(lines)

    def without_marks(self) -> IO[bytes]:
        """Return the mail from its beginning, without the marks that the file put before lines.

        Who states lengths and leaves some "From " as it is has marked none. A line marked as deep as the one before it
        belongs to a quotation: it came with its marks.
        """
        self._spool.seek(0)
        if not self._has_marks or self._has_bare_from:
            return cast(IO[bytes], self._spool)
        clean = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # closed by who reads it
        depth_before = 0
        with self._spool:
            for line in iter(lambda: self._spool.readline(LONGEST_PIECE), b""):
                marked = _MARKED.match(line)
                is_ours = marked is not None and len(marked[1]) != depth_before
                depth_before = len(line) - len(line.lstrip(b">"))
                clean.write(line[1:] if is_ours else line)
        clean.seek(0)
        return cast(IO[bytes], clean)

    def close(self) -> None:
        """Let go of what was read so far."""
        self._spool.close()

    def _read_head(self, lines: _Lines) -> tuple[int | None, int]:
        """Take the headers in; return the length that they state, and where the body begins."""
        length, body_at = None, 0
        while (line := lines.next()) is not None:
            self._keep(line.octets)
            body_at = line.offset + len(line.octets)
            if line.octets in _BLANK:
                break
            stated = _LENGTH.match(line.octets)
            length = int(stated[1]) if stated else length
        return length, body_at

    def _read_body(self, lines: _Lines) -> _Line | None:
        is_after_blank = True
        while (line := lines.next()) is not None:
            if is_after_blank and lines.is_postmark(line):
                return line
            is_after_blank = line.is_begun and line.octets in _BLANK
            self._flush()
            if is_after_blank:
                self._blank = line.octets
            else:
                self._keep(line.octets)
                self._look_at(line, is_stated=False)
        return None

    def _read_length(self, lines: _Lines, length: int) -> bool:
        """Take a body of this length in; return whether a mail really ends there."""
        left = length
        while left > 0 and (line := lines.next()) is not None:
            left -= len(line.octets)
            self._keep(line.octets)
            self._look_at(line, is_stated=True)
        following = lines.peek()
        return left == 0 and (following in (b"", *_BLANK) or following.startswith(b"From "))

    def _look_at(self, line: _Line, *, is_stated: bool) -> None:
        if not line.is_begun:
            return
        self._has_marks = self._has_marks or _MARKED.match(line.octets) is not None
        self._has_bare_from = self._has_bare_from or (is_stated and line.octets.startswith(b"From "))

    def _forget_body(self, head_size: int) -> None:
        self._spool.seek(head_size)
        self._spool.truncate()
        self.size, self._has_marks, self._has_bare_from = head_size, False, False

    def _flush(self) -> None:
        self._keep(self._blank)
        self._blank = b""

    def _keep(self, octets: bytes) -> None:
        room = self._max_bytes + 1 - self.size
        if room > 0:
            self._spool.write(octets[:room])
        self.size += len(octets)
