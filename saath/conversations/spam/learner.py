"""A learner of two kinds of mail: counts of slots, and how much a mail is like one or the other. Pure.

Each slot's probability is smoothed by how often it was seen (G. Robinson, "A statistical approach to the spam problem",
2003), the telling ones are combined by Fisher's method, so that a mail which is like neither, or like both, stays in the
middle.
"""

from __future__ import annotations

import math
import sys
import zlib
from array import array
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from saath.conversations.spam.words import SLOTS

LEAST_LESSONS = 10
"""Mails of each kind before the learner says anything."""
MOST_LESSONS = 30_000
"""Mails after which all counts are halved: what was spam long ago counts less."""
TELLING = 150
"""Slots of a mail that are looked at, the most telling first."""
MIDDLE = 0.5
LIKE_SPAM = 0.99
"""From this likeness on a mail is kept apart. A wanted mail that is hidden costs more than spam that is let in."""
LIKE_SPAM_AND_FORGED = 0.8
"""The same, where the sender's domain says that the mail is not its own."""
_MOST = 65_535
_STRENGTH = 0.45
_TELLS_FROM = 0.1


def _zeros() -> array[int]:
    return array("H", bytes(2 * 2 * SLOTS))


@dataclass(slots=True)
class Learner:
    """How many mails of each kind were shown, and in how many of them each slot stood."""

    spam_mails: int = 0
    wanted_mails: int = 0
    spam: array[int] = field(default_factory=lambda: _zeros()[:SLOTS])
    wanted: array[int] = field(default_factory=lambda: _zeros()[:SLOTS])

    @classmethod
    def read(cls, counts: bytes, *, spam_mails: int, wanted_mails: int) -> Learner:
        """Return what `packed` packed; an empty text is a learner that knows nothing."""
        both = array("H", zlib.decompress(counts)) if counts else _zeros()
        if sys.byteorder == "big":
            both.byteswap()
        return cls(spam_mails, wanted_mails, both[:SLOTS], both[SLOTS:])

    def packed(self) -> bytes:
        """Return the counts, little end first."""
        both = self.spam + self.wanted
        if sys.byteorder == "big":
            both.byteswap()
        return zlib.compress(both.tobytes(), 1)

    def teach(self, slots: Collection[int], *, is_spam: bool, count: int = 1) -> None:
        """Count a mail as one kind; with `count` -1 take a lesson back."""
        counts = self.spam if is_spam else self.wanted
        for slot in slots:
            counts[slot] = min(max(counts[slot] + count, 0), _MOST)
        if is_spam:
            self.spam_mails = max(self.spam_mails + count, 0)
        else:
            self.wanted_mails = max(self.wanted_mails + count, 0)
        if self.spam_mails + self.wanted_mails > MOST_LESSONS:
            self._fade()

    def likeness(self, slots: Collection[int]) -> float:
        """Return how much a mail is like spam, 0.0 to 1.0; the middle while too little was taught."""
        if min(self.spam_mails, self.wanted_mails) < LEAST_LESSONS:
            return MIDDLE
        found = sorted((self._probability(slot) for slot in slots), key=lambda p: -abs(p - MIDDLE))
        telling = [p for p in found[:TELLING] if abs(p - MIDDLE) >= _TELLS_FROM]
        if not telling:
            return MIDDLE
        spam = _fisher(math.log(1 - p) for p in telling)
        wanted = _fisher(math.log(p) for p in telling)
        return (1 + spam - wanted) / 2

    def _probability(self, slot: int) -> float:
        spam, wanted = self.spam[slot] / self.spam_mails, self.wanted[slot] / self.wanted_mails
        seen = self.spam[slot] + self.wanted[slot]
        if not seen:
            return MIDDLE
        return (_STRENGTH * MIDDLE + seen * spam / (spam + wanted)) / (_STRENGTH + seen)

    def _fade(self) -> None:
        self.spam = array("H", (count // 2 for count in self.spam))
        self.wanted = array("H", (count // 2 for count in self.wanted))
        self.spam_mails //= 2
        self.wanted_mails //= 2


def _fisher(logarithms: Iterable[float]) -> float:
    """Return how surely such probabilities are no chance: 1 - the tail of chi-squared with 2n degrees of freedom."""
    values = list(logarithms)
    half = -sum(values)
    term = total = math.exp(-half)
    for degree in range(1, len(values)):
        term *= half / degree
        total += term
    return 1 - min(total, 1.0)
