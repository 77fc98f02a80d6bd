"""Chat settings: where the desk and the API differ."""

from __future__ import annotations

NOT_YET = "its operations are still to be written"

NOT_FOR_PROGRAMS: dict[str, str] = {
    "saath.chats.actions.block.block_visitor": NOT_YET,
    "saath.chats.actions.block.unblock_visitor": NOT_YET,
    "saath.chats.actions.openers.remove_opener": NOT_YET,
    "saath.chats.actions.openers.write_opener": NOT_YET,
    "saath.chats.actions.presenting.dress_chat": NOT_YET,
    "saath.chats.actions.presenting.limit_chat": NOT_YET,
    "saath.chats.actions.presenting.place_chat": NOT_YET,
    "saath.chats.actions.secret.renew_identity_secret": NOT_YET,
}
