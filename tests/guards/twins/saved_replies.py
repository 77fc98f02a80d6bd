"""Saved replies: where the desk and the API differ."""

from __future__ import annotations

NOT_YET = "its operations are still to be written"

NOT_FOR_PROGRAMS: dict[str, str] = {
    "saath.writing.actions.drafting.keep_with_saved": "what a composer remembers of the saved replies in it",
    "saath.writing.actions.importing.import_saved_replies": NOT_YET,
    "saath.writing.actions.saved_replies.add_saved_reply": NOT_YET,
    "saath.writing.actions.saved_replies.change_saved_reply": NOT_YET,
    "saath.writing.actions.saved_replies.remove_saved_reply": NOT_YET,
    "saath.writing.actions.saved_replies.restore_saved_reply": NOT_YET,
    "saath.writing.actions.using.answer_with_saved": NOT_YET,
    "saath.writing.actions.using.run_macro": NOT_YET,
    "saath.writing.actions.using.undo_macro": NOT_YET,
}
