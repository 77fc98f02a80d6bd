"""The token by which a visitor is known again: signed, shown to nobody but their own browser, and in no cookie."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from saath.chats.models.visitor import KEPT_FOR
from saath.core.tokens import BadToken, make_token, read_token

PURPOSE = "chat visitor"
LONGEST_TOKEN = 200


def token_of(visitor: UUID, *, at: datetime | None = None) -> str:
    """Return the token of a visitor; it lasts as long as we keep them."""
    return make_token(PURPOSE, visitor.hex, lasts=KEPT_FOR, at=at)


def visitor_in(token: str) -> UUID | None:
    """Return whom a token names, None for one that is forged, has expired or was made for something else."""
    if not token or len(token) > LONGEST_TOKEN:
        return None
    try:
        return UUID(str(read_token(PURPOSE, token)))
    except (BadToken, ValueError):
        return None
