"""The channels on which the shop in scope is reached: asked of the app that knows them, for hours of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

# Each by its key, and as colleagues call it.
Channels = Sequence[tuple[str, str]]
ListChannels = Callable[[], Channels]
_asked: list[ListChannels] = []


def ask_for_channels(ask: ListChannels) -> None:
    """Ask `ask` on which channels the shop in scope is reached."""
    _asked[:] = [ask]


def list_channels() -> Channels:
    """Return the channels of the shop in scope; none where no app knows channels."""
    return [channel for ask in _asked for channel in ask()]
