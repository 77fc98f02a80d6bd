"""Which order a customer most likely writes about, and by what we think so. Pure; the clock is an argument."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from saath.language.folding import Word, fold_words
from saath.orders.numbers import number_key
from saath.orders.states import State

# Fewer digits than this are a price, a day, a size: anything but an order.
LEAST_DIGITS = 4
A_TELEPHONE = 10
# Who names an order does so before this many characters.
LONGEST_READ = 4_000
_SIGNED = re.compile(r"[#№]\s?([\w-]{1,30})|\b([^\W\d_]{1,6}[ -]?\d{4,12})\b")
# So long after it came somebody still writes about an order rather than about nothing in particular.
STILL_ASKED_ABOUT = timedelta(days=30)
# What customers write about soonest, of orders that they have.
_MOST_ASKED_ABOUT = (
    State.ATTEMPTED,
    State.LOST,
    State.OUT_FOR_DELIVERY,
    State.SHIPPED,
    State.RETURNING,
    State.PACKED,
    State.CONFIRMED,
    State.PLACED,
)


class Reason(TextChoices):
    """By what an order is thought to be the one."""

    CHOSEN = "chosen", pgettext_lazy("why this order", "Chosen by a colleague")
    SAID = "said", pgettext_lazy("why this order", "Chosen by the customer")
    NUMBER = "number", pgettext_lazy("why this order", "They wrote its number")
    PRODUCT = "product", pgettext_lazy("why this order", "They wrote what is in it")
    WAITING = "waiting", pgettext_lazy("why this order", "It has not arrived yet")
    ONLY = "only", pgettext_lazy("why this order", "Their only order")
    NEWEST = "newest", pgettext_lazy("why this order", "Their newest order")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An order of who writes; `titles` are what is in it."""

    id: int
    number: str
    state: State
    placed_at: datetime
    delivered_at: datetime | None = None
    titles: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Guess:
    """An order, and why this one."""

    id: int
    reason: Reason


def likely(said: Sequence[str], candidates: Sequence[Candidate], *, at: datetime) -> Guess | None:
    """Return the order that `said`, newest text first, is most likely about; None where nothing speaks for one.

    A number that they wrote decides; then what is in it; then what has not arrived; then the only or the newest one.
    """
    newest_first = sorted(candidates, key=lambda order: order.placed_at, reverse=True)
    for text in said:
        named = named_in(text, newest_first)
        if named is not None:
            return Guess(named.id, Reason.NUMBER)
    for text in said:
        meant = _with_most_words(text, newest_first)
        if meant is not None:
            return Guess(meant.id, Reason.PRODUCT)
    return _by_its_state(newest_first, at)


def named_in(text: str, orders: Iterable[Candidate]) -> Candidate | None:
    """Return the order whose number stands in a text, in any script and spelling, whole or by its digits alone."""
    written = number_tokens(text)
    return next((order for order in orders if written & _spellings(order.number)), None)


def number_tokens(text: str) -> frozenset[str]:
    """Return all that may be the number of an order in a text, as `number_key` writes it."""
    return frozenset(
        token for word in fold_words(text) for token in _numbers(word) if _digits(token) >= LEAST_DIGITS
    )


def named_whole(text: str) -> frozenset[str]:
    """Return the numbers of orders that stand whole in a text: behind a number sign, or with their letters.

    Figures alone are none: they may be a price, a pincode or a day.
    """
    signed = {number_key(found[0] or found[1]) for found in _SIGNED.findall(text[:LONGEST_READ])}
    lettered = {token for token in number_tokens(text[:LONGEST_READ]) if not token.isdecimal()}
    return frozenset(key for key in signed | lettered if _digits(key) >= LEAST_DIGITS)


def _numbers(word: Word) -> list[str]:
    """Return the numbers that a word is, or is part of; part of a telephone number is nothing by itself."""
    tokens = [token[1:] for token in word.alike if token[0] == "n"]
    return [token for token in tokens if len(token) >= A_TELEPHONE] or tokens


def _spellings(number: str) -> frozenset[str]:
    key = number_key(number)
    digits = "".join(letter for letter in key if letter.isdigit())
    return frozenset(spelling for spelling in (key, digits) if _digits(spelling) >= LEAST_DIGITS)


def _digits(token: str) -> int:
    return sum(letter.isdigit() for letter in token)


def _with_most_words(text: str, orders: Sequence[Candidate]) -> Candidate | None:
    """Return the order whose things share most words with a text, where that tells it from the others."""
    said = _words(text)
    shared = [len(said & _words(" ".join(order.titles))) for order in orders]
    most = max(shared, default=0)
    if not most or (len(orders) > 1 and min(shared) == most):
        return None
    return orders[shared.index(most)]


def _words(text: str) -> set[str]:
    """Return the words of a text by sound; short ones say nothing."""
    return {token for word in fold_words(text) for token in word.alike if token[0] == "k" and len(token) > 3}


def _by_its_state(newest_first: Sequence[Candidate], at: datetime) -> Guess | None:
    for state in _MOST_ASKED_ABOUT:
        waiting = next((order for order in newest_first if order.state == state), None)
        if waiting is not None:
            return Guess(waiting.id, Reason.WAITING)
    recent = [
        order for order in newest_first if at - (order.delivered_at or order.placed_at) <= STILL_ASKED_ABOUT
    ]
    if not recent:
        return None
    return Guess(recent[0].id, Reason.ONLY if len(newest_first) == 1 else Reason.NEWEST)
