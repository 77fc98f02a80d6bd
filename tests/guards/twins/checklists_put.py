"""Checklists put: where the desk and the API differ."""

from __future__ import annotations

NOT_YET = "its operations are still to be written"

NOT_FOR_PROGRAMS: dict[str, str] = {
    "saath.conversations.actions.checklists.add_item": NOT_YET,
    "saath.conversations.actions.checklists.put_checklist": NOT_YET,
    "saath.conversations.actions.checklists.put_checklist_back": NOT_YET,
    "saath.conversations.actions.checklists.put_item_back": NOT_YET,
    "saath.conversations.actions.checklists.take_checklist_off": NOT_YET,
    "saath.conversations.actions.checklists.take_item_off": NOT_YET,
    "saath.conversations.actions.checklists.tick_items": NOT_YET,
    "saath.conversations.actions.checklists.untick_items": NOT_YET,
}
