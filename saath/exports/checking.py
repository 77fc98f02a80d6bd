"""Looking through a whole export before anything of it comes in: a while at a time, in constant memory.

What it has seen stands in a small SQLite file of its own: the names of all rows, and how far it is.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from time import monotonic
from uuid import UUID

from saath.exports.archive import UNREADABLE, Export
from saath.exports.catalogue import KINDS
from saath.exports.coming import Coming, coming
from saath.exports.errors import ExportRefused, Refusal
from saath.exports.kinds import late_references
from saath.exports.manifest import MANIFEST, bytes_file, data_file
from saath.files.models import StoredFile

BATCH = 1000
CHUNK_OCTETS = 1 << 18
PLACES = {kind.model: place for place, kind in enumerate(KINDS)}
FILES = PLACES[StoredFile]
TABLES = (
    "CREATE TABLE IF NOT EXISTS names (kind INTEGER, name BLOB, PRIMARY KEY (kind, name)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS wanted (kind INTEGER, name BLOB, by INTEGER)",
    "CREATE TABLE IF NOT EXISTS octets (sha256 TEXT PRIMARY KEY, size INTEGER) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS done (what TEXT PRIMARY KEY, count INTEGER) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS compared (sha256 TEXT)",
)


@dataclass(frozen=True, slots=True)
class Checked:
    """How far a check is: lines, and whether all of it is looked at."""

    lines: int
    is_complete: bool


class Notebook:
    """What a check has seen, in a file that another run goes on with."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._open = sqlite3.connect(path)
        for table in TABLES:
            self._open.execute(table)

    def close(self) -> None:
        """Close the file."""
        self._open.close()

    @contextmanager
    def noting(self) -> Iterator[None]:
        """Note everything of the block, or nothing."""
        with self._open:
            yield

    def done(self, what: str) -> int:
        """Return how far something is."""
        found = self._open.execute("SELECT count FROM done WHERE what = ?", (what,)).fetchone()
        return int(found[0]) if found else 0

    def set_done(self, what: str, count: int) -> None:
        """Say how far something is."""
        self._open.execute("INSERT OR REPLACE INTO done VALUES (?, ?)", (what, count))

    def last_file(self) -> str:
        """Return the last file whose bytes were compared."""
        found = self._open.execute("SELECT sha256 FROM compared").fetchone()
        return str(found[0]) if found else ""

    def set_last_file(self, sha256: str) -> None:
        """Say which file was compared last."""
        self._open.execute("DELETE FROM compared")
        self._open.execute("INSERT INTO compared VALUES (?)", (sha256,))

    def note_names(self, place: int, names: Iterable[str]) -> None:
        """Note rows of a kind. Raises `ExportRefused` for a name that was there before."""
        rows = [(place, UUID(name).bytes) for name in names]
        try:
            self._open.executemany("INSERT INTO names VALUES (?, ?)", rows)
        except sqlite3.IntegrityError as error:
            raise ExportRefused(Refusal.TWICE, data_file(KINDS[place].name)) from error

    def want(self, place: int, names: Iterable[str], *, by: int, later: bool) -> None:
        """See to it that rows are there, or will be. Raises `ExportRefused`."""
        wanted = {UUID(name).bytes for name in names}
        if later:
            self._open.executemany(
                "INSERT INTO wanted VALUES (?, ?, ?)", [(place, name, by) for name in wanted]
            )
            return
        asked = self._open.execute
        for name in wanted:
            if asked("SELECT 1 FROM names WHERE kind = ? AND name = ?", (place, name)).fetchone() is None:
                raise ExportRefused(Refusal.NOWHERE, data_file(KINDS[by].name))

    def note_octets(self, sizes: Iterable[tuple[str, int]]) -> None:
        """Note files whose bytes are to be there."""
        self._open.executemany("INSERT OR IGNORE INTO octets VALUES (?, ?)", sizes)

    def octets_in_all(self, *, but: Collection[str]) -> int:
        """Return how much room the files take, but for some."""
        sizes = self._open.execute("SELECT sha256, size FROM octets")
        return sum(size for sha256, size in sizes if sha256 not in but)

    def octets_after(self, sha256: str) -> Sequence[tuple[str, int]]:
        """Return some files behind one."""
        found = self._open.execute(
            "SELECT sha256, size FROM octets WHERE sha256 > ? ORDER BY sha256 LIMIT 100", (sha256,)
        )
        return found.fetchall()

    def names_of(self, place: int, after: bytes) -> Sequence[bytes]:
        """Return some names of a kind behind one."""
        found = self._open.execute(
            "SELECT name FROM names WHERE kind = ? AND name > ? ORDER BY name LIMIT 500", (place, after)
        )
        return [name for (name,) in found]

    def missing(self) -> int | None:
        """Return a kind that wants a row which did not come, None where all came."""
        found = self._open.execute(
            "SELECT by FROM wanted LEFT JOIN names USING (kind, name) WHERE names.name IS NULL LIMIT 1"
        ).fetchone()
        return int(found[0]) if found else None


def check_on(export: Export, notebook_path: Path, *, seconds: float) -> Checked:
    """Look through an export for a while. Raises `ExportRefused` for the first thing that is not as it should be."""
    ends = monotonic() + seconds
    with closing(Notebook(notebook_path)) as notebook:
        lines = notebook.done("lines")
        while (place := notebook.done("kinds")) < len(KINDS):
            with notebook.noting():
                lines += _check_kind(export, notebook, place)
                notebook.set_done("kinds", place + 1)
                notebook.set_done("lines", lines)
            if monotonic() > ends:
                return Checked(lines, False)
        missing = notebook.missing()
        if missing is not None:
            raise ExportRefused(Refusal.NOWHERE, data_file(KINDS[missing].name))
        if notebook.octets_in_all(but={*export.manifest.lost}) > export.manifest.file_bytes:
            raise ExportRefused(Refusal.PART, MANIFEST)
        return Checked(lines, _check_files(export, notebook, ends))


def _check_kind(export: Export, notebook: Notebook, place: int) -> int:
    kind, part = KINDS[place], export.part_of(KINDS[place])
    if part is None:
        return 0
    digest, count, late = hashlib.sha256(), 0, {*late_references(KINDS, kind)}
    lines = export.lines(kind)
    try:
        while batch := list(islice(lines, BATCH)):
            rows = []
            for line in batch:
                digest.update(line)
                count += 1
                rows.append(coming(kind, line, count))
            _note(notebook, place, rows, late)
    except UNREADABLE as error:
        raise ExportRefused(Refusal.PART, part.file) from error
    if (digest.hexdigest(), count) != (part.sha256, part.lines):
        raise ExportRefused(Refusal.PART, part.file)
    return count


def _note(notebook: Notebook, place: int, rows: Sequence[Coming], late: set[str]) -> None:
    kind = KINDS[place]
    if kind.has_name:
        notebook.note_names(place, [row.name for row in rows])
    for column, points in kind.references.items():
        names = [row.names[column] for row in rows if column in row.names]
        notebook.want(PLACES[points.to], names, by=place, later=column in late)
    if place == FILES:
        notebook.note_octets((row.values["sha256"], row.values["size"]) for row in rows)


def _check_files(export: Export, notebook: Notebook, ends: float) -> bool:
    lost = {*export.manifest.lost}
    while files := notebook.octets_after(notebook.last_file()):
        for sha256, size in files:
            if sha256 not in lost:
                _check_file(export, sha256, size)
        with notebook.noting():
            notebook.set_last_file(files[-1][0])
        if monotonic() > ends:
            return False
    return True


def _check_file(export: Export, sha256: str, size: int) -> None:
    """Compare the bytes of a file; no more of them are read than there should be."""
    digest, count = hashlib.sha256(), 0
    try:
        with export.open_file(sha256) as source:
            while count <= size and (chunk := source.read(CHUNK_OCTETS)):
                digest.update(chunk)
                count += len(chunk)
    except UNREADABLE as error:
        raise ExportRefused(Refusal.PART, bytes_file(sha256)) from error
    if (digest.hexdigest(), count) != (sha256, size):
        raise ExportRefused(Refusal.PART, bytes_file(sha256))
