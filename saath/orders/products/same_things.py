"""One thing, several names: a pillow is asked for as takiya, तकिया or ઓશીકું. Word lists as data."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path

from saath.language.folding import fold_words

_PLACE = Path(__file__).parent / "data" / "same_things.txt"


def same_things(tokens: Collection[str]) -> frozenset[str]:
    """Return the folded tokens of the other names of a thing, none where it has no other name."""
    return frozenset().union(*(_names().get(token, frozenset()) for token in tokens))


@cache
def known_words() -> frozenset[str]:
    """Return every word of the list as it is written, folded to plain letters."""
    return frozenset(word.written for line in _lines() for word in fold_words(line))


@cache
def _names() -> Mapping[str, frozenset[str]]:
    names: dict[str, frozenset[str]] = {}
    for line in _lines():
        group = frozenset(token for word in fold_words(line) for token in word.alike)
        for token in group:
            names[token] = names.get(token, frozenset()) | group
    return names


def _lines() -> Iterator[str]:
    for line in _PLACE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line
