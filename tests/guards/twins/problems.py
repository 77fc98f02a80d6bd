"""Problems: where the desk and the API differ."""

from __future__ import annotations

NOT_YET = "its operations are still to be written"

NOT_FOR_PROGRAMS: dict[str, str] = {
    "saath.conversations.actions.answer_together.answer_together": NOT_YET,
    "saath.conversations.actions.answer_together.stop_answering": NOT_YET,
    "saath.conversations.actions.problems.link_to_problem": NOT_YET,
    "saath.conversations.actions.problems.open_problem": NOT_YET,
    "saath.conversations.actions.problems.rename_problem": NOT_YET,
    "saath.conversations.actions.problems.reopen_problem": NOT_YET,
    "saath.conversations.actions.problems.solve_problem": NOT_YET,
}
