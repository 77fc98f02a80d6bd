"""Which chats their colleague has left alone, so that others may take them. Pure: the clock is an argument."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

# Somebody waits for so long before others hear of it: a page that is loaded anew is back within it.
WAITS_FOR = timedelta(seconds=30)
# Who looks something up in another tab is given more, for they come back.
WAITS_FOR_NEAR = timedelta(minutes=2)


class Whereabouts(Enum):
    """How far the colleague is who has a chat: before the desk, with Saath open elsewhere, or gone."""

    HERE = "here"
    NEAR = "near"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class OwnedChat:
    """A chat that waits for the colleague who has it; `left_at` is when they were first seen to be where they are."""

    conversation_id: int
    owner_id: int
    waiting_since: datetime
    owner_is: Whereabouts
    left_at: datetime


def left_alone(chats: Iterable[OwnedChat], takers: Collection[int], *, at: datetime) -> list[OwnedChat]:
    """Return the chats that others may take now; `takers` are the members who are there for chats.

    None where nobody else is there: then it stays with who knows it, whose devices hear of it.
    """
    return [chat for chat in chats if _is_left(chat, at) and set(takers) - {chat.owner_id}]


def _is_left(chat: OwnedChat, at: datetime) -> bool:
    if chat.owner_is is Whereabouts.HERE:
        return False
    needed = WAITS_FOR if chat.owner_is is Whereabouts.GONE else WAITS_FOR_NEAR
    return at - max(chat.waiting_since, chat.left_at) >= needed
