"""Files: where the desk and the API differ."""

from __future__ import annotations

NOT_FOR_PROGRAMS: dict[str, str] = {}
ONLY_FOR_PROGRAMS: dict[str, str] = {
    "saath.conversations.actions.uploads.keep_upload": "a page chooses a file where its words are written, with the draft",
}
