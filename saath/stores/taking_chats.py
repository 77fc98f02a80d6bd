"""Whether the shop in scope has a live chat: asked of the app that knows, so that nobody is offered a choice about nothing."""

from __future__ import annotations

from collections.abc import Callable

HasChat = Callable[[], bool]
_asked: list[HasChat] = []


def ask_whether_it_chats(ask: HasChat) -> None:
    """Ask `ask` whether the shop in scope has its live chat switched on."""
    _asked[:] = [ask]


def has_chat() -> bool:
    """Tell whether the shop in scope has a live chat; False where no app knows chats."""
    return any(ask() for ask in _asked)
