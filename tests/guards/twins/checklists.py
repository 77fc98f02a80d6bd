"""Checklists: where the desk and the API differ."""

from __future__ import annotations

NOT_YET = "its operations are still to be written"

NOT_FOR_PROGRAMS: dict[str, str] = {
    "saath.checklists.actions.writing.add_checklist": NOT_YET,
    "saath.checklists.actions.writing.change_checklist": NOT_YET,
    "saath.checklists.actions.writing.move_checklist": NOT_YET,
    "saath.checklists.actions.writing.remove_checklist": NOT_YET,
    "saath.checklists.actions.writing.restore_checklist": NOT_YET,
}
