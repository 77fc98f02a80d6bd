"""The keys of the staff pages: the one place that knows them. A registry that `config/wiring.py` fills.

Templates bind an element by `data-key="e"`, scripts a function by `addKey("e", …)`; what it is called, the list behind `?`,
`aria-keyshortcuts` and the deeds in "Find or do" come from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise


@dataclass(frozen=True)
class Shortcut:
    """A key such as "e", "g m" (one after the other) or "Control+Enter", and what it does.

    With an `icon` it stands in "Find or do" too, found by its label and by what else it may be called; `of_conversation`
    says that it is about the open one. `verb` is the right that it needs, and a `native` one is done by the browser itself.
    """

    key: str
    label: str | Promise
    icon: str = ""
    also: tuple[str | Promise, ...] = ()
    verb: str = ""
    is_of_conversation: bool = False
    is_native: bool = False

    @property
    def signs(self) -> list[str]:
        """Return the key as it stands on a keyboard: each press by itself."""
        presses = self.key.replace("Control", "Ctrl").replace("Escape", "Esc").split(" ")
        return [press.replace("+", " ") if len(press) > 1 else press.upper() for press in presses]


_shortcuts: Final[dict[str, Shortcut]] = {}


def register(*shortcuts: Shortcut) -> None:
    """Add keys, in the order in which they are listed; raises ValueError for a key that is taken by another."""
    for shortcut in shortcuts:
        if _shortcuts.setdefault(shortcut.key, shortcut) != shortcut:
            raise ValueError(f"the key {shortcut.key} is taken")


def registered() -> tuple[Shortcut, ...]:
    """Return every key in its order."""
    return tuple(_shortcuts.values())
