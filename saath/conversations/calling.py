"""Whom a note calls: `@` and the name of a colleague, as it is written in the shop. Pure."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable

MOST_CALLED = 20


def callable_names(team: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return by which names each of a team may be called: the whole one, and the first where nobody else has it."""
    team = [(key, name) for key, name in team if name.strip()]
    firsts = Counter(_plain(name).split()[0] for _key, name in team)
    alone = [(key, name.split()[0]) for key, name in team if firsts[_plain(name).split()[0]] == 1]
    return [*team, *alone]


def called_in(text: str, names: Iterable[tuple[int, str]]) -> list[int]:
    """Return who of these (key and name) is called in a text; of two names that fit, the longer one is meant."""
    text = _plain(text)
    if "@" not in text:
        return []
    longest_first = sorted(names, key=lambda each: -len(each[1]))
    known = [(key, _plain(name)) for key, name in longest_first if name.strip()]
    found = dict.fromkeys(key for part in text.split("@")[1:] if (key := _named(part, known)) is not None)
    return list(found)[:MOST_CALLED]


def _named(part: str, known: Iterable[tuple[int, str]]) -> int | None:
    return next((key for key, name in known if part.startswith(name) and _ends(part, len(name))), None)


def _ends(part: str, length: int) -> bool:
    """Whether a name ends there: a vowel sign that follows belongs to another word."""
    following = part[length : length + 1]
    return not following or not (following.isalnum() or unicodedata.category(following).startswith("M"))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
