"""Making exports in tests."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from saath.conversations.tests.builders import work
from saath.exports.actions.export import run_export
from saath.exports.models import ExportRun
from saath.files import storage
from saath.tenancy.actor import Actor


def make_export(actor: Actor) -> ExportRun:
    """Have an export made to its end."""
    run = run_export(actor)
    work()
    run.refresh_from_db()
    return run


def opened(run: ExportRun) -> ZipFile:
    """Open the file of an export."""
    assert run.file is not None
    with storage.open_bytes(run.file.sha256) as file:
        return ZipFile(BytesIO(file.read()))


def lines_in(archive: ZipFile, kind: str) -> list[dict[str, Any]]:
    """Return the lines of a kind."""
    return [json.loads(line) for line in archive.read(f"data/{kind}.jsonl").splitlines()]
