"""Finding saved replies: by what is typed, in any script, and by what a conversation is about. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log, log1p

from saath.language.folding import fold_words
from saath.search import matching
from saath.search.matching import tokens_of
from saath.search.query import Query

LONGEST_ASKED = 4_000
# A key by sound of two letters is in every other text: it tells nothing of what a text is about.
SHORTEST_TELLING = 4
IN_ITS_NAME = 2.0
IN_THEIR_LANGUAGE = 1.15
OFTEN_USED = 0.05


@dataclass(frozen=True, slots=True)
class Findable:
    """What a reply is found by: its name, folder and tags, and its words in every language."""

    heads: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a reply besides its words: how often it was sent, how often it solved, and whether the customer
    reads one of its versions."""

    sent: int = 0
    judged: int = 0
    solved: int = 0
    is_in_their_language: bool = False


def has_all(findable: Findable, asked: Query) -> bool:
    """Tell whether a reply has every word that is asked for, in whatever script."""
    return matching.has_all((*findable.heads, *findable.words), asked)


def is_named(findable: Findable, asked: Query) -> bool:
    """Tell whether its name, folder or tags already have every word that is asked for."""
    return has_all(Findable(findable.heads, ()), asked)


def closeness(findables: Sequence[Findable], records: Sequence[Record], asked: str) -> list[float]:
    """Return for each reply how near it is to what a customer wrote; 0 where they share no telling word.

    Words in common count by sound, each by how few of the shop's replies have it (the logarithm of all by those), twice
    where it stands in name, folder or tags. The sum is weighed by how often the reply solved the matter (from 0.75 to
    1.25, 1 while nobody knows) and whether there is a version in the customer's language (1.15); how often it was sent
    only decides between equals.
    """
    said = {token for word in fold_words(asked[:LONGEST_ASKED]) for token in word.alike if _tells(token)}
    in_heads = [_shared(findable.heads, said) for findable in findables]
    in_words = [_shared(findable.words, said) for findable in findables]
    having = Counter(
        token for heads, words in zip(in_heads, in_words, strict=True) for token in heads | words
    )
    rare = {token: log((len(findables) + 1) / (number + 0.5)) for token, number in having.items()}
    return [
        _weighed(
            sum(rare[token] * (IN_ITS_NAME if token in heads else 1.0) for token in heads | words), record
        )
        for heads, words, record in zip(in_heads, in_words, records, strict=True)
    ]


def usefulness(record: Record) -> float:
    """Return by what replies stand in order that nothing else tells apart: how often they were sent and solved."""
    return log1p(record.sent) * _solves(record) * (IN_THEIR_LANGUAGE if record.is_in_their_language else 1)


def _weighed(common: float, record: Record) -> float:
    if common <= 0:
        return 0.0
    language = IN_THEIR_LANGUAGE if record.is_in_their_language else 1
    return common * language * _solves(record) + OFTEN_USED * log1p(record.sent)


def _solves(record: Record) -> float:
    return 0.75 + 0.5 * (record.solved + 1) / (record.judged + 2)


def _tells(token: str) -> bool:
    return token[0] == "k" and len(token) >= SHORTEST_TELLING


def _shared(texts: Iterable[str], said: set[str]) -> set[str]:
    return set().union(*(said & tokens_of(text).alike for text in texts))
