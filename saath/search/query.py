"""What a person asks, as conditions that a document must meet."""

from __future__ import annotations

import re
from dataclasses import dataclass

from saath.language.folding import Word, fold_words

LONGEST_QUERY = 400
MOST_WORDS = 12
SHORTEST_BEGINNING = 2

_QUOTED = re.compile('["“”„]([^"“”„]*)["“”„]')
_ENDS_A_WORD = re.compile(r'[\s"“”]$')


@dataclass(frozen=True, slots=True)
class Condition:
    """A document meets it by any of the folded tokens, or by a word as written."""

    alike: tuple[str, ...] = ()
    written: str = ""
    is_beginning: bool = False
    """Whether `written` may be the beginning of a longer word."""


Query = tuple[Condition, ...]


def parse_query(text: str, *, is_typing: bool = False) -> Query:
    """Return the conditions of a query, all of which must be met; empty when it has no word.

    Words are found however they are spelled; words in double quotes only as they are written. While a
    person `is_typing`, the last word may be the beginning of one.
    """
    text = text[:LONGEST_QUERY]
    quoted = [word for match in _QUOTED.finditer(text) for word in fold_words(match.group(1))]
    free = fold_words(_QUOTED.sub(" ", text))
    conditions = [Condition(alike=word.alike) for word in (*quoted, *free)]
    if is_typing and free and not _ENDS_A_WORD.search(text):
        conditions[-1:] = _unfinished(free[-1], is_only=len(conditions) == 1)
    conditions += [Condition(written=word.written) for word in quoted]
    return tuple(dict.fromkeys(conditions[:MOST_WORDS]))


def _unfinished(word: Word, *, is_only: bool) -> list[Condition]:
    """Return the condition of a word that is still being typed; a single letter says nothing yet."""
    if len(word.written) > SHORTEST_BEGINNING:
        return [Condition(word.alike, word.written, is_beginning=True)]
    return [Condition(word.alike)] if is_only else []
