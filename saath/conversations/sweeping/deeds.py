"""What can be done to many conversations at once: a registry of what is done to one, filled from `config/wiring.py`.

Whoever adds a deed uses the action that does it to one conversation: what that refuses is left out and counted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from saath.conversations.models import Conversation
from saath.core.errors import BadInput
from saath.tenancy.actor import Actor

Values = Mapping[str, Any]
Do = Callable[[Conversation], Any]


def as_given(actor: Actor, values: Values) -> dict[str, Any]:
    """Take what is given as it is."""
    return dict(values)


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that can be done to one conversation after the other by who has the right of `verb`.

    `check` returns the values as they are kept, as JSON, and raises `BadInput`; `bind` is asked once for so many
    conversations and returns what does it to one. What that returns is kept for `take_back`, which undoes what the
    conversation and what hangs on it do not show.
    """

    key: str
    verb: str
    bind: Callable[[Actor, Values], Do]
    check: Callable[[Actor, Values], dict[str, Any]] = as_given
    take_back: Callable[[Actor, Conversation, Any], None] | None = None


_deeds: Final[dict[str, Deed]] = {}


def register(*deeds: Deed) -> None:
    """Add deeds; registering a key again replaces it."""
    _deeds.update({each.key: each for each in deeds})


def deed_named(key: str) -> Deed:
    """Return a deed by its key; raises `BadInput`."""
    if key not in _deeds:
        raise BadInput(field="do")
    return _deeds[key]
