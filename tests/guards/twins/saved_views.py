"""Saved views: where the desk and the API differ."""

from __future__ import annotations

NOT_YET = "its operations are still to be written"

NOT_FOR_PROGRAMS: dict[str, str] = {
    "saath.conversations.actions.views.delete_view": NOT_YET,
    "saath.conversations.actions.views.move_view": NOT_YET,
    "saath.conversations.actions.views.rename_view": NOT_YET,
    "saath.conversations.actions.views.restore_view": NOT_YET,
    "saath.conversations.actions.views.save_view": NOT_YET,
}
