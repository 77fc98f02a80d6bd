"""Drafts: where the desk and the API differ."""

from __future__ import annotations

NOT_YET = "its operations are still to be written"

NOT_FOR_PROGRAMS: dict[str, str] = {
    "saath.conversations.actions.drafts.add_draft_files": NOT_YET,
    "saath.conversations.actions.drafts.bring_draft_back": NOT_YET,
    "saath.conversations.actions.drafts.choose_draft_way": NOT_YET,
    "saath.conversations.actions.drafts.discard_draft": NOT_YET,
    "saath.conversations.actions.drafts.load_draft": "the composer takes a draft over; a program writes its own",
    "saath.conversations.actions.drafts.remove_draft_file": NOT_YET,
    "saath.conversations.actions.drafts.save_draft": NOT_YET,
    "saath.conversations.actions.drafts.swap_draft": "the composer shows its earlier text; a program keeps its own",
    "saath.conversations.actions.later.change_time": NOT_YET,
    "saath.conversations.actions.later.schedule_reply": NOT_YET,
    "saath.conversations.actions.later.take_back_later": NOT_YET,
    "saath.conversations.actions.leave.send_now": NOT_YET,
}
