"""Who follows whose turn it is, and who knows within which time an answer is promised: upper rooms do, `config/wiring.py`
introduces them.
"""

from __future__ import annotations

from collections.abc import Callable

from saath.conversations.models import Conversation

Follow = Callable[[Conversation], None]
PromisedSeconds = Callable[[Conversation], int | None]

_followers: list[Follow] = []
_promising: list[PromisedSeconds] = []


def follow_turns(follow: Follow) -> None:
    """Call `follow` with a conversation, held, before its turn is written, in the same transaction; it may set `due_at`."""
    _followers.append(follow)


def promised_by(promised: PromisedSeconds) -> None:
    """Ask `promised` within how many open seconds an answer to a conversation is promised; None is the shop's promise to all."""
    _promising[:] = [promised]


def tell_of_turn(conversation: Conversation) -> None:
    """Let everybody who follows turns look at a conversation that is about to be saved."""
    for follow in _followers:
        follow(conversation)


def promised_seconds(conversation: Conversation) -> int | None:
    """Return within how many open seconds its next answer is promised, None where nobody promised this one anything else."""
    return next((ask(conversation) for ask in _promising), None)
