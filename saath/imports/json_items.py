"""Reads things out of JSON files of any size one by one: a list, a thing a line, or answers of an API that wrap a list.

Of one thing at most `LONGEST` characters are held. What cannot be read is passed over and said; nothing is raised for it.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

LONGEST = 20_000_000
PIECE = 1 << 18
# Lists that an answer of an API wraps; what has an id of its own is no wrapping.
WRAPPED = frozenset(
    {
        "tickets",
        "users",
        "organizations",
        "comments",
        "conversations",
        "contacts",
        "payload",
        "agents",
        "admins",
    }
    | {"ticket_fields", "companies", "groups", "teammates"}
)
# What wraps such a wrapping.
AROUND = frozenset({"data"})
_BLANK = re.compile(r"[\s,\ufeff]*")
_MARK = re.compile(r'["\\{}\[\]\n]')
_decode = json.JSONDecoder().raw_decode


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A place at which nothing could be read: it is too long, too deep, or no JSON."""

    why: str


@dataclass(frozen=True, slots=True)
class Found:
    """One thing, and the name of the list that it stood in, '' for none."""

    list_name: str
    value: dict[str, Any]


def json_items(file: BinaryIO, *, encoding: str) -> Iterator[Found | Unreadable]:
    """Yield what a file holds, in its order; whatever is no object is left out."""
    reader = _Reader(io.TextIOWrapper(file, encoding=encoding, errors="replace"))
    try:
        while mark := reader.next_mark():
            if mark == "[":
                reader.take(1)
                yield from _list(reader, "")
            elif mark == "{":
                yield from _thing_or_wrapping(reader)
            else:
                yield Unreadable("no_json")
                reader.skip_line()
    finally:
        reader.let_go()


def _list(reader: _Reader, name: str) -> Iterator[Found | Unreadable]:
    while (mark := reader.next_mark()) and mark != "]":
        found = reader.value()
        if isinstance(found, Unreadable):
            reader.skip_value()
            yield found
        elif isinstance(found, dict):
            yield Found(name, found)
    reader.take(1)


def _thing_or_wrapping(reader: _Reader) -> Iterator[Found | Unreadable]:
    """Yield what one object is, or wraps."""
    if not reader.wraps():
        found = reader.value()
        if isinstance(found, Unreadable):
            reader.skip_line()
            yield found
        elif isinstance(found, dict):
            yield Found("", found)
        return
    yield from _wrapping(reader)


def _wrapping(reader: _Reader, *, is_inner: bool = False) -> Iterator[Found | Unreadable]:
    reader.take(1)
    while (mark := reader.next_mark()) and mark != "}":
        name = reader.value()
        reader.skip_colon()
        mark = reader.next_mark()
        is_name = isinstance(name, str)
        if is_name and name in WRAPPED and mark == "[":
            reader.take(1)
            yield from _list(reader, name)
        elif is_name and name in AROUND and mark == "{" and not is_inner:
            yield from _wrapping(reader, is_inner=True)
        elif not is_name or isinstance(reader.value(), Unreadable):
            yield Unreadable("no_json")
            reader.skip_line()
            return
    reader.take(1)


class _Reader:
    """The text ahead, as much of it as one thing needs."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._ahead = ""
        self._at = 0
        self._is_over = False

    def let_go(self) -> None:
        """Leave the file open for whoever opened it."""
        self._text.detach()

    def next_mark(self) -> str:
        """Pass over blanks and commas; return the next character without taking it, '' at the end."""
        while True:
            blank = _BLANK.match(self._ahead, self._at)
            self._at = blank.end() if blank else self._at
            if self._at < len(self._ahead):
                return self._ahead[self._at]
            if not self._more():
                return ""

    def take(self, count: int) -> None:
        self._at += count

    def skip_colon(self) -> None:
        if self.next_mark() == ":":
            self.take(1)

    def wraps(self) -> bool:
        """Whether the object ahead wraps a list: it says so before it names an id of its own."""
        head = self._ahead[self._at : self._at + PIECE]
        while len(head) < PIECE and self._more():
            head = self._ahead[self._at : self._at + PIECE]
        return _wraps(head)

    def value(self) -> Any:
        """Take the next value; `Unreadable`, with nothing taken, where there is none or it is too long."""
        wanted = PIECE
        while True:
            try:
                found, end = _decode(self._ahead, self._at)
            except RecursionError:
                return Unreadable("too_deep")
            except json.JSONDecodeError as error:
                if self._is_broken(error):
                    return Unreadable("no_json")
            except ValueError:
                return Unreadable("no_json")
            else:
                # A number at the end of what is ahead may go on.
                if end < len(self._ahead) or not self._more():
                    self._at = end
                    return found
                continue
            if len(self._ahead) - self._at > LONGEST:
                return Unreadable("too_long")
            if not self._more(wanted):
                return Unreadable("no_json")
            wanted = min(wanted * 2, LONGEST)

    def _is_broken(self, error: json.JSONDecodeError) -> bool:
        """Whether an error is one, and no want of the text behind it."""
        return "Unterminated" not in error.msg and error.pos < len(self._ahead) - 16

    def skip_line(self) -> None:
        """Pass over the rest of the line."""
        while True:
            end = self._ahead.find("\n", self._at)
            if end >= 0:
                self._at = end + 1
                return
            self._at = len(self._ahead)
            if not self._more():
                return

    def skip_value(self) -> None:
        """Pass over a value that cannot be read, by its brackets alone."""
        depth, is_text = 0, False
        while True:
            mark = _MARK.search(self._ahead, self._at)
            if mark is None:
                self._at = len(self._ahead)
                if not self._more():
                    return
                continue
            if not is_text and depth == 0 and mark[0] in "]}":
                # A bracket that closes nothing is passed over; the list's own end is left to it.
                self._at = mark.start() if mark[0] == "]" else mark.end()
                return
            self._at = mark.end()
            if mark[0] == "\\":
                if self._at == len(self._ahead):
                    self._more()
                self._at += 1
            elif mark[0] == '"':
                is_text = not is_text
            elif not is_text:
                depth += (mark[0] in "{[") - (mark[0] in "}]")
            if depth == 0 and not is_text and mark[0] in '"}]':
                return

    def _more(self, wanted: int = PIECE) -> bool:
        """Read on, and forget what was taken."""
        if self._is_over:
            return False
        piece = self._text.read(wanted)
        self._is_over = not piece
        self._ahead = self._ahead[self._at :] + piece
        self._at = 0
        return bool(piece)


_KEY = re.compile(r'"((?:[^"\\]|\\.){0,60})"\s*:\s*(\[|\{|"|[^\s])')


def _wraps(head: str) -> bool:
    """Tell by its first keys whether an object wraps a list; keys inside of its values do not count."""
    depth, at, is_text = 0, 0, False
    while (mark := _MARK.search(head, at)) is not None:
        at = mark.end()
        if mark[0] == "\\":
            at += 1
        elif mark[0] == '"' and not is_text and depth == 1 and (key := _KEY.match(head, mark.start())):
            if key[1] == "id":
                return False
            if (key[1] in WRAPPED and key[2] == "[") or (key[1] in AROUND and key[2] == "{"):
                return True
            at = key.start(2)
        elif mark[0] == '"':
            is_text = not is_text
        elif not is_text and mark[0] != "\n":
            depth += (mark[0] in "{[") - (mark[0] in "}]")
            if depth == 0:
                return False
    return False
