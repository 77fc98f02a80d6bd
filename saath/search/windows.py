"""In what portions the messages are searched, newest first, so that cost does not grow with history.

A common word has matches everywhere, and the newest are enough: they lie in the first, small windows.
A rare word goes through all windows, but has few matches to look at. Message numbers are cut into
blocks of 1,024 and up, each size eight times the last; a window is the last two blocks of one size.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

LEVELS = (10, 13, 16, 19, 22)
"""Sizes of blocks, as powers of two of message numbers."""

_WRITTEN_BITS = 16


@dataclass(frozen=True, slots=True)
class Window:
    """Messages `oldest` to `newest`, both included, and the blocks of `level` that hold them.

    Without blocks (`level` None) it reaches back to the first message.
    """

    oldest: int
    newest: int
    level: int | None = None

    @property
    def blocks(self) -> tuple[int, ...]:
        """Return the numbers of the blocks of this window's level, newest first."""
        if self.level is None:
            return ()
        return tuple(range(self.newest >> self.level, (self.oldest >> self.level) - 1, -1))

    @property
    def written_blocks(self) -> range:
        """Return the numbers of the blocks by which words as written are known here, newest first."""
        return range(block_of(self.newest), block_of(self.oldest) - 1, -1)


def block_of(message_id: int) -> int:
    """Return the block by which words as written in this message are known."""
    return message_id >> _WRITTEN_BITS


def windows_back_from(newest: int) -> Iterator[Window]:
    """Yield the windows that together hold every message from `newest` back to the first."""
    for level in LEVELS:
        if newest < 0:
            return
        oldest = max((newest >> level) - 1, 0) << level
        yield Window(oldest, newest, level)
        newest = oldest - 1
    if newest >= 0:
        yield Window(0, newest)
