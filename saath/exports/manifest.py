"""What an export says of itself, so that a reader can tell whether it is whole."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

FORMAT = "saath-export"
VERSION = 1
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the export: its place, its lines (of a sheet: without the headings), SHA-256 in hex."""

    file: str
    lines: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Format, release, time (ISO 8601, UTC), shop, contents. `lost` are files whose bytes were not on disk any more."""

    shop: str
    shop_id: str
    saath: str
    made_at: str
    data: tuple[Part, ...]
    sheets: tuple[Part, ...]
    files: int = 0
    file_bytes: int = 0
    lost: tuple[str, ...] = ()
    format: str = FORMAT
    version: int = VERSION

    @property
    def lines(self) -> int:
        """Return how many lines of data there are in all."""
        return sum(part.lines for part in self.data)

    def to_json(self) -> str:
        """Return the text of `manifest.json`."""
        return json.dumps(asdict(self), indent=2, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str | bytes) -> Manifest:
        """Read it; raises KeyError, TypeError or ValueError where it is none of ours."""
        said = json.loads(text)
        return cls(
            shop=_as(str, said["shop"]),
            shop_id=_as(str, said["shop_id"]),
            saath=_as(str, said["saath"]),
            made_at=_as(str, said["made_at"]),
            data=tuple(map(_part, said["data"])),
            sheets=tuple(map(_part, said["sheets"])),
            files=_as(int, said["files"]),
            file_bytes=_as(int, said["file_bytes"]),
            lost=tuple(_as(str, each) for each in said["lost"]),
            format=_as(str, said["format"]),
            version=_as(int, said["version"]),
        )


def _part(said: dict[str, Any]) -> Part:
    return Part(_as(str, said["file"]), _as(int, said["lines"]), _as(str, said["sha256"]))


def _as(kind: type[Any], said: Any) -> Any:
    if not isinstance(said, kind) or isinstance(said, bool):
        raise TypeError(f"{said!r} is no {kind.__name__}")
    return said


def data_file(kind: str) -> str:
    """Return the place of a kind's lines."""
    return f"data/{kind}.jsonl"


def bytes_file(sha256: str) -> str:
    """Return the place of a file's bytes."""
    return f"files/{sha256}"
