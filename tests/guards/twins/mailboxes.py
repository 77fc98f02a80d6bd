"""Mailboxes: where the desk and the API differ."""

from __future__ import annotations

NOT_FOR_PROGRAMS: dict[str, str] = {
    "saath.mailboxes.actions.manage.keep_consent": "what a browser brings back from the provider",
}
