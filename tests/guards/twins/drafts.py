"""Drafts: where the desk and the API differ."""

from __future__ import annotations

NOT_FOR_PROGRAMS: dict[str, str] = {
    "saath.conversations.actions.drafts.load_draft": "the composer takes a draft over; a program writes its own",
    "saath.conversations.actions.drafts.swap_draft": "the composer shows its earlier text; a program keeps its own",
}
