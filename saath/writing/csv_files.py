"""Saved replies as a CSV file (RFC 4180): what we write, and what we make of files from elsewhere. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from saath.core.csv_cells import guarded, unguarded
from saath.core.errors import BadInput
from saath.writing.content import Content, checked
from saath.writing.deeds import Assigns, Becomes, Deeds
from saath.writing.queries import Saved
from saath.writing.wordings import CODES

MOST_ROWS = 2_000
MOST_BYTES = 2_000_000
COLUMNS = ("name", "folder", "language", *CODES, "tags on", "tags off", "status", "assign", "priority")
# What other help desks call these columns.
ALSO_CALLED = {
    "title": "name",
    "shortcut": "name",
    "short_code": "name",
    "short code": "name",
    "subject": "name",
    "category": "folder",
    "group": "folder",
    "body": "text",
    "content": "text",
    "message": "text",
    "answer": "text",
    "reply": "text",
    "tags": "tags on",
    "lang": "language",
    "locale": "language",
}
STATUS = {"": Becomes.UNCHANGED, "solved": Becomes.SOLVED, "with customer": Becomes.WITH_CUSTOMER}
ASSIGN = {"": Assigns.UNCHANGED, "me": Assigns.ME, "nobody": Assigns.NOBODY}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a file: what it asks for, or why it cannot be."""

    number: int
    name: str
    content: Content | None = None
    trouble: str = ""


def read_rows(text: str, *, language: str, is_mine: bool) -> list[Row]:
    """Return the lines of a file; its words without a language are in `language`. Raises `BadInput` for no such file."""
    if len(text.encode()) > MOST_BYTES:
        raise BadInput(_("The file is larger than 2 MB."), field="file")
    lines = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=_delimiter(text))
    try:
        found = [line for line in lines if any(cell.strip() for cell in line)]
    except csv.Error as error:
        raise BadInput(_("This is no CSV file."), field="file") from error
    if not found or len(found) > MOST_ROWS + 1:
        raise BadInput(_("A file has a line of headings and 1 to 2,000 replies."), field="file")
    heads = [_column(head) for head in found[0]]
    if "name" not in heads:
        raise BadInput(_("The first line has to name the columns, one of them “name”."), field="file")
    return [
        _row(number, dict(zip(heads, map(unguarded, line), strict=False)), language, is_mine)
        for number, line in enumerate(found[1:], start=2)
    ]


def write_rows(saved: Iterable[Saved]) -> Iterator[str]:
    """Yield the lines of a file with these replies."""
    yield _line(COLUMNS)
    for each in saved:
        yield _line([guarded(cell) for cell in _cells(each)])


def _cells(saved: Saved) -> Sequence[str]:
    reply, deeds = saved.reply, saved.deeds
    texts = saved.text.versions if saved.text else {}
    status = next(word for word, becomes in STATUS.items() if becomes is deeds.becomes)
    assign = next((word for word, assigns in ASSIGN.items() if assigns is deeds.assigns), "")
    words = [texts.get(code, "") for code in CODES]
    tags = [", ".join(deeds.tags_on), ", ".join(deeds.tags_off)]
    return [reply.name, reply.folder, reply.language, *words, *tags, status, assign, deeds.priority]


def _line(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()


def _delimiter(text: str) -> str:
    head = text.split("\n", 1)[0]
    return max(",;\t", key=head.count)


def _column(head: str) -> str:
    plain = " ".join(head.strip().casefold().split())
    return ALSO_CALLED.get(plain, plain)


def _row(number: int, cells: Mapping[str, str], language: str, is_mine: bool) -> Row:
    name = cells.get("name", "")
    try:
        return Row(number, name, checked(_content(cells, language, is_mine)))
    except BadInput as error:
        return Row(number, name, trouble=f"{error.message} {error.what_to_do}")


def _content(cells: Mapping[str, str], language: str, is_mine: bool) -> Content:
    base = cells.get("language", "").strip().lower().replace("_", "-") or language
    base = base if base in CODES else base.split("-")[0]
    texts = {code: cells[code] for code in CODES if cells.get(code, "").strip()}
    if cells.get("text", "").strip():
        texts.setdefault(base, cells["text"])
    status, assign = (cells.get(name, "").strip().casefold() for name in ("status", "assign"))
    if status not in STATUS or assign not in ASSIGN:
        raise BadInput(_("The status is solved or with customer, assign is me or nobody."), what_to_do="")
    return Content(
        name=cells.get("name", ""),
        folder=cells.get("folder", ""),
        language=base,
        is_mine=is_mine,
        texts=texts,
        deeds=Deeds(
            tuple(cells.get("tags on", "").split(",")),
            tuple(cells.get("tags off", "").split(",")),
            STATUS[status],
            ASSIGN[assign],
            priority=cells.get("priority", "").strip().casefold(),
        ),
    )
