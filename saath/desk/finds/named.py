"""Finding what has a name in the interface, in each of its languages and letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from django.utils import translation
from django.utils.functional import Promise

from saath.core.languages import CODES
from saath.search.matching import has_all
from saath.search.query import parse_query

T = TypeVar("T")
Labels = Sequence[str | Promise]


def named(words: str, things: Sequence[tuple[T, Labels]]) -> list[T]:
    """Return the things whose labels, in any language that we speak, have every word; all of them for no words."""
    asked = parse_query(words, is_typing=True)
    if not asked:
        return [] if words.strip() else [thing for thing, _labels in things]
    spelled: list[list[str]] = [[] for _thing in things]
    for code in CODES:
        with translation.override(code):
            for texts, (_thing, labels) in zip(spelled, things, strict=True):
                texts.append(" ".join(map(str, labels)))
    return [thing for texts, (thing, _labels) in zip(spelled, things, strict=True) if has_all(texts, asked)]
