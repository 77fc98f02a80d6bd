"""Sweeps: where the desk and the API differ."""

from __future__ import annotations

NOT_YET = "its operations are still to be written"

NOT_FOR_PROGRAMS: dict[str, str] = {
    "saath.conversations.actions.sweeps.start_sweep": NOT_YET,
    "saath.conversations.actions.sweeps.undo_sweep": NOT_YET,
}
