"""What "Find or do" finds: a registry of sources that `config/wiring.py` fills.

An app adds what it has by one function and one line: see `docs/howto/add-to-find-or-do.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.functional import Promise

from saath.tenancy.actor import Actor

MOST_CHOICES = 6
"""So many lines of one kind are shown: who wants more asks in more words."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, in which words as far as they are typed, and in which zone their shop's days begin."""

    actor: Actor
    words: str
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Choice:
    """One line. It leads to `url`, or does what a key does (`runs`, as in `ui/shortcuts.py`).

    `offers` names an event of the page: a script that takes it (`preventDefault`) does something with `label` in place of
    going to `url`. `language` is that of the label where the page's own does not hold.
    """

    label: str
    icon: str
    url: str = ""
    note: str = ""
    language: str = ""
    runs: str = ""
    signs: Sequence[str] = ()
    offers: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under a heading; those about the open conversation stand first, under the customer's name."""

    heading: str | Promise
    choices: Sequence[Choice]
    is_of_conversation: bool = False


Source = Callable[[Asked], Sequence[Group]]

_sources: Final[list[Source]] = []


def register(*sources: Source) -> None:
    """Add sources, in the order in which what they find is shown. A source asks itself what the actor may see."""
    _sources.extend(source for source in sources if source not in _sources)


def find(asked: Asked) -> list[Group]:
    """Return what every source finds, without empty groups."""
    return [group for source in _sources for group in source(asked) if group.choices]
