"""What an archive says of itself."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

FORMAT = 1
MANIFEST = "manifest.json"
FILES = "files.jsonl"


@dataclass(frozen=True, slots=True)
class Table:
    """One member of rows: model, columns in the order of each row's values, count, SHA-256 of the member."""

    model: str
    columns: tuple[str, ...]
    rows: int
    sha256: str

    @property
    def member(self) -> str:
        """Return its place in the archive."""
        return rows_member(self.model)


@dataclass(frozen=True, slots=True)
class FileList:
    """The list of files: how many, their bytes, those whose bytes were already lost, SHA-256 of the list."""

    count: int
    size: int
    sha256: str
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Manifest:
    """Format, release, time (ISO 8601, UTC), engine, applied migrations (`app.name`), contents."""

    format: int
    saath: str
    made_at: str
    engine: str
    migrations: tuple[str, ...]
    tables: tuple[Table, ...]
    files: FileList

    @property
    def rows(self) -> int:
        """Return how many rows there are in all."""
        return sum(table.rows for table in self.tables)

    def to_json(self) -> str:
        """Return the text of the member `manifest.json`."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str | bytes) -> Manifest:
        """Read the member; raises KeyError, TypeError or ValueError where it is none of ours."""
        said = json.loads(text)
        return cls(
            format=_number(said["format"]),
            saath=_text(said["saath"]),
            made_at=_text(said["made_at"]),
            engine=_text(said["engine"]),
            migrations=_texts(said["migrations"]),
            tables=tuple(_table(table) for table in said["tables"]),
            files=_file_list(said["files"]),
        )


def _table(said: dict[str, Any]) -> Table:
    return Table(_text(said["model"]), _texts(said["columns"]), _number(said["rows"]), _text(said["sha256"]))


def _file_list(said: dict[str, Any]) -> FileList:
    return FileList(
        _number(said["count"]), _number(said["size"]), _text(said["sha256"]), _number(said["lost"])
    )


def _texts(said: object) -> tuple[str, ...]:
    if not isinstance(said, list):
        raise TypeError(f"{said!r} is no list")
    return tuple(map(_text, said))


def _text(said: object) -> str:
    if not isinstance(said, str):
        raise TypeError(f"{said!r} is no text")
    return said


def _number(said: object) -> int:
    if not isinstance(said, int) or isinstance(said, bool):
        raise TypeError(f"{said!r} is no whole number")
    return said


def rows_member(model: str) -> str:
    """Return the place of a model's rows."""
    return f"rows/{model.lower()}.jsonl"


def file_member(store_id: int, sha256: str) -> str:
    """Return the place of a file's bytes."""
    return f"files/{store_id}/{sha256}"
