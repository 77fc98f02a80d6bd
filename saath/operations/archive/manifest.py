"""What an archive says of itself."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

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
        tables = tuple(Table(**{**table, "columns": tuple(table["columns"])}) for table in said["tables"])
        known = {**said, "tables": tables, "files": FileList(**said["files"])}
        return cls(**{**known, "migrations": tuple(said["migrations"])})


def rows_member(model: str) -> str:
    """Return the place of a model's rows."""
    return f"rows/{model.lower()}.jsonl"


def file_member(store_id: int, sha256: str) -> str:
    """Return the place of a file's bytes."""
    return f"files/{store_id}/{sha256}"
