"""What goes along with answers that leave later: apps below put their part on the list, from `config/wiring.py`."""

from __future__ import annotations

from typing import Protocol

from saath.conversations.models import Draft, Message
from saath.tenancy.actor import Actor


class Companion(Protocol):
    """Called in the transaction in which an answer leaves, before its draft is gone; may refuse it by `BadInput`."""

    def __call__(self, actor: Actor, draft: Draft, /, *, message: Message) -> object:
        """Do what goes along with the message that the draft has become."""


_companions: list[Companion] = []


def goes_along(companion: Companion) -> None:
    """Let this be done with every answer that leaves later."""
    if companion not in _companions:
        _companions.append(companion)


def companions() -> tuple[Companion, ...]:
    """Return all that goes along."""
    return tuple(_companions)
