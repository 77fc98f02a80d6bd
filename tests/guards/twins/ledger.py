"""Ledger: where the desk and the API differ."""

from __future__ import annotations

NOT_FOR_PROGRAMS: dict[str, str] = {
    "saath.conversations.actions.release.note_download": "a browser follows it to the host of files",
}
