"""Fields: where the desk and the API differ."""

from __future__ import annotations

NOT_YET = "its operations are still to be written"

NOT_FOR_PROGRAMS: dict[str, str] = {
    "saath.fields.actions.defining.add_field": NOT_YET,
    "saath.fields.actions.defining.change_field": NOT_YET,
    "saath.fields.actions.defining.hold_field": NOT_YET,
    "saath.fields.actions.defining.move_field": NOT_YET,
    "saath.fields.actions.defining.remove_field": NOT_YET,
    "saath.fields.actions.defining.restore_field": NOT_YET,
    "saath.fields.actions.defining.resume_field": NOT_YET,
}
