"""Conversations: where the desk and the API differ."""

from __future__ import annotations

NOT_FOR_PROGRAMS: dict[str, str] = {
    "saath.conversations.actions.hand_over.put_handover_away": "a summary off the reader's screen, which a program has not",
}
