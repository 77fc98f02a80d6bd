"""Exports: where the desk and the API differ."""

from __future__ import annotations

NOT_YET = "its operations are still to be written"

NOT_FOR_PROGRAMS: dict[str, str] = {
    "saath.exports.actions.export.fetch_export": NOT_YET,
    "saath.exports.actions.export.remove_export": NOT_YET,
    "saath.exports.actions.export.run_export": NOT_YET,
}
