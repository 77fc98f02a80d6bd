"""What else happens where a customer takes a solved conversation up again: rooms above add it, from `config/wiring.py`."""

from __future__ import annotations

from collections.abc import Callable

from saath.conversations.models import Conversation

Follow = Callable[[Conversation], None]
_follows: list[Follow] = []


def follow_reopening(follow: Follow) -> None:
    """Call `follow` in the same transaction, with the conversation before it is saved; it writes to others' rows alone."""
    if follow not in _follows:
        _follows.append(follow)


def tell_of_reopening(conversation: Conversation) -> None:
    """Let everybody who follows know."""
    for follow in _follows:
        follow(conversation)
