"""When the last backup was written; kept beside the data, not in the database, which it must outlive."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True, slots=True)
class BackupRecord:
    """A backup that was written: when (ISO 8601, UTC) and to which file."""

    made_at: str
    file: str

    @property
    def at(self) -> datetime:
        """Return when it was made."""
        return datetime.fromisoformat(self.made_at)


def note_backup(record: BackupRecord) -> None:
    """Remember the last backup."""
    draft = _path().with_suffix(".new")
    draft.write_text(json.dumps(asdict(record)))
    draft.rename(_path())


def last_backup() -> BackupRecord | None:
    """Return the last backup, None where none is known."""
    try:
        return BackupRecord(**json.loads(_path().read_text()))
    except (OSError, ValueError, TypeError):
        return None


def _path() -> Path:
    return Path(settings.DATA_DIR) / "last-backup"
