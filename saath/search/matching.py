"""Whether a few texts at hand, such as a name, have what a person asks. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from saath.language.folding import fold_words
from saath.search.query import Condition, Query

KEPT_TEXTS = 8_192


@dataclass(frozen=True, slots=True)
class Tokens:
    """Of one text: every token by sound or number, and the words as they are written."""

    alike: frozenset[str]
    written: frozenset[str]


@lru_cache(maxsize=KEPT_TEXTS)
def tokens_of(text: str) -> Tokens:
    """Return the tokens of a text; those of short ones that come again are kept."""
    words = fold_words(text)
    alike = frozenset(token for word in words for token in word.alike)
    return Tokens(alike, frozenset(word.written for word in words))


def has_all(texts: Iterable[str], asked: Query) -> bool:
    """Tell whether every word that is asked for is in one of the texts, in whatever script."""
    parts = [tokens_of(text) for text in texts]
    return all(any(_meets(part, condition) for part in parts) for condition in asked)


def _meets(tokens: Tokens, condition: Condition) -> bool:
    if any(token in tokens.alike or token in tokens.written for token in condition.alike):
        return True
    if not condition.written:
        return False
    if condition.is_beginning:
        return any(written.startswith(condition.written) for written in tokens.written)
    return condition.written in tokens.written
