"""Moving in: where the desk and the API differ."""

from __future__ import annotations

NOT_YET = "its operations are still to be written"

NOT_FOR_PROGRAMS: dict[str, str] = {
    "saath.imports.actions.bringing.bring_in": NOT_YET,
    "saath.imports.actions.bringing.check_bringing": NOT_YET,
    "saath.imports.actions.bringing.pause_bringing": NOT_YET,
    "saath.imports.actions.bringing.resume_bringing": NOT_YET,
}
