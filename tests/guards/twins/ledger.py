"""Ledger: where the desk and the API differ."""

from __future__ import annotations

NOT_YET = "its operations are still to be written"

NOT_FOR_PROGRAMS: dict[str, str] = {
    "saath.conversations.actions.accounts.trust_server": NOT_YET,
    "saath.conversations.actions.release.note_download": NOT_YET,
    "saath.conversations.actions.release.read_again": NOT_YET,
    "saath.conversations.actions.release.release_item": NOT_YET,
    "saath.conversations.actions.sender_rules.add_sender_rule": NOT_YET,
    "saath.conversations.actions.sender_rules.remove_sender_rule": NOT_YET,
    "saath.conversations.actions.suppression.allow_address": NOT_YET,
}
