"""What an upload tells, thing by thing, whatever it is written in: JSON, JSON lines, or CSV."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from saath.imports.json_items import Unreadable, json_items
from saath.imports.opening import Member, Upload
from saath.orders.csv_files.opening import SEPARATORS, Endless, encoding_of, lines_of

_NO_WORD = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of an upload: the file and the list in which it stands, and the how-manieth of the upload it is."""

    path: str
    list_name: str
    place: int
    value: dict[str, Any]
    octets_done: int = 0


@dataclass(frozen=True, slots=True)
class Broken:
    """A place at which nothing could be read, and why."""

    path: str
    place: int
    why: str
    octets_done: int = 0


def items_of(upload: Upload, *, after: int = 0) -> Iterator[Item | Broken]:
    """Yield the things of an upload behind the first `after` ones. Raises `BadInput` for a broken archive."""
    place, before = 0, 0
    for member in sorted(
        (each for each in upload.members if each.is_told or len(upload.members) == 1), key=_first
    ):
        head = upload.head(member)
        with upload.open(member) as file:
            counted = Counted(cast(BinaryIO, file))
            for found in _found(counted, member, head):
                place += 1
                if place <= after:
                    continue
                done = before + counted.octets
                if isinstance(found, Unreadable):
                    yield Broken(member.path, place, found.why, done)
                else:
                    yield Item(member.path, found[0], place, found[1], done)
        before += member.size


def _first(member: Member) -> tuple[int, str]:
    """Read who there is before what they said: an agent is known by then."""
    name = member.path.lower()
    return (0 if re.search(r"user|agent|admin|contact|teammate|field", name) else 1), name


def _found(file: Counted, member: Member, head: bytes) -> Iterator[tuple[str, dict[str, Any]] | Unreadable]:
    encoding = encoding_of(head, is_whole=member.size <= len(head))
    stream = cast(BinaryIO, file)
    if member.path.lower().endswith(".csv"):
        yield from _rows(stream, head.decode(encoding, "ignore"), encoding)
        return
    for found in json_items(stream, encoding=encoding):
        yield found if isinstance(found, Unreadable) else (found.list_name, found.value)


def _rows(stream: BinaryIO, head: str, encoding: str) -> Iterator[tuple[str, dict[str, Any]] | Unreadable]:
    """Yield the rows of a table by the names of its columns, such as `phone_number` for "Phone number"."""
    separator = max(SEPARATORS, key=head.split("\n", 1)[0].count)
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
    rows = lines_of(text, separator)
    try:
        names = [_NO_WORD.sub("_", cell.lower()).strip("_") for cell in next(rows, [])]
        for row in rows:
            yield "rows", dict(zip(names, row, strict=False))
    except Endless:
        yield Unreadable("no_table")
    finally:
        text.detach()


class Counted(io.RawIOBase):
    """A file that knows how much of it was read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.octets = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Read some bytes."""
        found = self._file.read(size)
        self.octets += len(found)
        return found

    def read1(self, size: int = -1) -> bytes:
        """Read some bytes."""
        return self.read(size)
