"""Which products are meant by what was typed: words in any script, other names of a thing, slips of the finger. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log

from saath.language.folding import fold_words
from saath.orders.products.same_things import known_words, same_things
from saath.search.query import Condition, Query, parse_query

# Shorter words have too many neighbours for a slip to say anything.
SHORTEST_SLIP, LONG_WORD = 4, 8
IN_THE_TITLE, ANOTHER_NAME, A_SLIP = 2.0, 0.7, 0.5


@dataclass(frozen=True, slots=True)
class Wanted:
    """One word that is asked for: tokens that are it, tokens of other names of the thing, and what it may be a slip for."""

    own: frozenset[str]
    beginning: str = ""
    others: frozenset[str] = frozenset()
    slips: frozenset[str] = frozenset()

    @property
    def tokens(self) -> frozenset[str]:
        """Every token that makes a product one of those."""
        return self.own | self.others | self.slips


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of a product that is one of those asked for."""

    product: int
    token: str
    is_in_title: bool


def meant_by(
    text: str,
    *,
    hits_of: Callable[[Sequence[Wanted]], Sequence[Hit]],
    words: Callable[[], frozenset[str]],
    is_typing: bool = False,
) -> list[int]:
    """Return the products that a text asks for, the likeliest first.

    `hits_of` looks up what the shop has of some words, `words` are all words that it has, as written: asked for only
    where one of the text is not among them, and so perhaps mistyped.
    """
    wanted = wanted_of(parse_query(text, is_typing=is_typing))
    hits = hits_of(wanted)
    tokens = {hit.token for hit in hits}
    missing = [place for place, each in enumerate(wanted) if not is_met(each, tokens)]
    typed = [(place, word) for place in missing for word in _typed(text, wanted[place])]
    if typed:
        known = words() | known_words()
        for place, word in typed:
            wanted[place] = with_slips(wanted[place], word, known)
        hits = hits_of(wanted)
    return ranked(wanted, hits)


def _typed(text: str, wanted: Wanted) -> list[str]:
    """Return the tokens of the words, as they were typed, that ask for something."""
    return [word.written for word in fold_words(text) if wanted.own.intersection(word.alike)]


def wanted_of(asked: Query) -> list[Wanted]:
    """Return what is asked for, word by word."""
    return [_wanted(condition) for condition in asked]


def _wanted(condition: Condition) -> Wanted:
    own = frozenset(condition.alike)
    if condition.written and not condition.is_beginning:
        own |= {condition.written}
    beginning = condition.written if condition.is_beginning else ""
    return Wanted(own, beginning, same_things(own) - own)


def is_met(wanted: Wanted, tokens: Iterable[str]) -> bool:
    """Tell whether one of some tokens is what is asked for."""
    return any(_weight(wanted, token) for token in tokens)


def with_slips(wanted: Wanted, written: str, words: Iterable[str]) -> Wanted:
    """Return a word that nothing has with the words that it may be a slip for: one letter off, two in a long word.

    `written` and `words` are tokens of words as written.
    """
    reach = _reach(written)
    near = frozenset(word for word in words if reach and is_near(written, word, reach))
    alike = frozenset(token for word in near for each in fold_words(word[1:]) for token in each.alike)
    return replace(wanted, slips=wanted.slips | near | alike | same_things(alike))


def ranked(wanted: Sequence[Wanted], hits: Iterable[Hit]) -> list[int]:
    """Return products, those that have most of what is asked for first, and no others.

    Words that no product has are passed over: "kya aapke paas neeli chadar hai" asks for a blue sheet. Of products that
    have as many, first the one whose words are rarer in the shop, that has them in its title, and as they were typed.
    """
    found: list[dict[int, float]] = [defaultdict(float) for _each in wanted]
    for hit in hits:
        for place, each in enumerate(wanted):
            weight = _weight(each, hit.token) * (IN_THE_TITLE if hit.is_in_title else 1)
            if weight:
                found[place][hit.product] = max(found[place][hit.product], weight)
    products = {product for having in found for product in having}
    numbers = {product: sum(product in having for having in found) for product in products}
    most = max(numbers.values(), default=0)
    scores = {
        product: _score(product, found, len(products)) for product in products if numbers[product] == most
    }
    return sorted(scores, key=lambda product: (-scores[product], product))


def _score(product: int, found: Sequence[Mapping[int, float]], total: int) -> float:
    return sum(
        having[product] * log((total + 1) / (len(having) + 0.5) + 1) for having in found if product in having
    )


def _weight(wanted: Wanted, token: str) -> float:
    if token in wanted.own or (wanted.beginning and token.startswith(wanted.beginning)):
        return 1.0
    if token in wanted.others:
        return ANOTHER_NAME
    return A_SLIP if token in wanted.slips else 0.0


def _reach(written: str) -> int:
    letters = len(written) - 1
    return 0 if letters < SHORTEST_SLIP else 1 if letters < LONG_WORD else 2


def is_near(one: str, other: str, reach: int) -> bool:
    """Tell whether a word becomes another by at most so many slips: a letter more, less, wrong, or two in wrong order."""
    if abs(len(one) - len(other)) > reach:
        return False
    before, row = [0] * (len(other) + 1), list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        before, row, older = row, [place], before
        for column, theirs in enumerate(other, start=1):
            best = min(before[column] + 1, row[-1] + 1, before[column - 1] + (letter != theirs))
            if place > 1 and column > 1 and letter == other[column - 2] and one[place - 2] == theirs:
                best = min(best, older[column - 2] + 1)
            row.append(best)
        if min(row) > reach:
            return False
    return row[-1] <= reach
