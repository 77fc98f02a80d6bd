"""Members: where the desk and the API differ."""

from __future__ import annotations

NOT_FOR_PROGRAMS: dict[str, str] = {
    "saath.stores.actions.invitations.accept_invitation": "who has the link signs in with it; no token comes before",
}
