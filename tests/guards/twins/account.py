"""Account: where the desk and the API differ."""

from __future__ import annotations

NOT_FOR_PROGRAMS: dict[str, str] = {
    "saath.accounts.actions.audit.record_audit": "a part of other actions: what a program does is written down by the same ones",
    "saath.accounts.actions.people.update_profile": "a person's own account: name, picture, language of their screen",
}
