"""A file as bytes becomes rows of text, whatever wrote it: a spreadsheet, a platform, an old programme of the accountant."""

from __future__ import annotations

import codecs
import csv
import io
import itertools
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO, Self

from django.utils.translation import gettext as _

from saath.core.errors import BadInput
from saath.core.text import storable

HEAD_BYTES = 200_000
MOST_COLUMNS = 250
LONGEST_CELL = 20_000
LONGEST_ROW = 200_000
SEPARATORS = ",;\t|"
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class Endless(ValueError):
    """A row or a cell goes on and on: a quotation mark is missing, or it is no table. `row` is its number."""

    def __init__(self, row: int) -> None:
        super().__init__(row)
        self.row = row


@dataclass(frozen=True, slots=True)
class Shape:
    """How a file is written, and what its first rows say."""

    encoding: str
    separator: str
    headings: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]


def shape_of(file: BinaryIO, *, rows: int = 5) -> Shape:
    """Return how a file is written, by its beginning. Raises `BadInput` for what is no table with headings."""
    head = file.read(HEAD_BYTES)
    is_whole = len(head) < HEAD_BYTES
    file.seek(0)
    encoding = encoding_of(head, is_whole=is_whole)
    text = head.decode(encoding, errors="ignore")
    if "\0" in text:
        raise _no_table()
    first = text.lstrip("\r\n").split("\n", 1)[0]
    separator = max(SEPARATORS, key=first.count)
    lines = lines_of(io.StringIO(text, newline=""), separator)
    try:
        headings = next(lines)
    except (StopIteration, Endless) as error:
        raise _no_table() from error
    found: list[list[str]] = []
    with suppress(Endless):  # who checks the file says where
        found.extend(itertools.islice(lines, rows))
    if len([heading for heading in headings if heading]) < 2 or len(headings) > MOST_COLUMNS:
        raise _no_table()
    return Shape(encoding, separator, tuple(headings), tuple(map(tuple, found)))


def encoding_of(head: bytes, *, is_whole: bool = True) -> str:
    """Return how the letters of a file are written: by its mark, as UTF-8 or UTF-16, else as old Windows does."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    if head[1::2].count(0) > len(head) // 4:
        return "utf-16-le"
    if head[::2].count(0) > len(head) // 4:
        return "utf-16-be"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head, final=is_whole)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def rows_of(file: BinaryIO, *, encoding: str, separator: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the rows below the headings with their numbers, headings being row 1; empty ones are left out.

    One row at a time, however large the file or its longest line. Raises `Endless` where it stops being a table.
    """
    text = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
    for number, row in enumerate(lines_of(text, separator), start=1):
        if number > 1 and any(row):
            yield number, row


def lines_of(text: io.TextIOBase, separator: str) -> Iterator[list[str]]:
    """Yield all rows, headings and empty ones too, each held alone. Raises `Endless` where it stops being a table."""
    csv.field_size_limit(LONGEST_CELL)
    bounded = _Bounded(text)
    rows = csv.reader(bounded, delimiter=separator)
    for number in itertools.count(1):
        bounded.left = LONGEST_ROW
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            raise Endless(number) from error
        yield [storable(cell).strip().lstrip("\ufeff") for cell in row]


class _Bounded:
    """The lines of a text, of which one row takes at most `left` characters, over however many lines it goes."""

    def __init__(self, text: io.TextIOBase) -> None:
        self._text = text
        self.left = LONGEST_ROW

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = self._text.readline(self.left + 1)
        self.left -= len(line)
        if self.left < 0:
            raise csv.Error("the row has no end")
        if not line:
            raise StopIteration
        return line


def _no_table() -> BadInput:
    return BadInput(
        _("This is no table with headings."),
        what_is_safe=_("Nothing was kept."),
        what_to_do=_("Save the sheet as CSV, with one row of headings on top."),
        field="file",
    )
