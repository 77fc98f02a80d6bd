"""Questions aside: where the desk and the API differ."""

from __future__ import annotations

NOT_YET = "its operations are still to be written"

NOT_FOR_PROGRAMS: dict[str, str] = {
    "saath.conversations.actions.ask_aside.ask_aside": NOT_YET,
    "saath.conversations.actions.end_aside.end_question": NOT_YET,
    "saath.conversations.actions.end_aside.resume_question": NOT_YET,
    "saath.conversations.actions.outsiders.add_outsider": NOT_YET,
    "saath.conversations.actions.outsiders.change_outsider": NOT_YET,
    "saath.conversations.actions.outsiders.remove_outsider": NOT_YET,
    "saath.conversations.actions.outsiders.restore_outsider": NOT_YET,
}
