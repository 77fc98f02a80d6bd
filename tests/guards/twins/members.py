"""Members: where the desk and the API differ."""

from __future__ import annotations

NOT_YET = "its operations are still to be written"

NOT_FOR_PROGRAMS: dict[str, str] = {
    "saath.stores.actions.away.come_back": NOT_YET,
    "saath.stores.actions.away.go_away": NOT_YET,
    "saath.stores.actions.away.take_chats": NOT_YET,
    "saath.stores.actions.invitations.accept_invitation": "who has the link signs in with it; no token comes before",
    "saath.stores.actions.invitations.invite_member": NOT_YET,
    "saath.stores.actions.invitations.renew_invitation": NOT_YET,
    "saath.stores.actions.invitations.withdraw_invitation": NOT_YET,
    "saath.stores.actions.members.change_role": NOT_YET,
    "saath.stores.actions.members.revoke_member": NOT_YET,
}
