"""The words of a mail as numbers: what the learner counts, without keeping any of them.

A word is folded first, so that it is the same in every script and spelling, and then hashed with the store's own key
into one of a fixed count of slots. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import blake2b
from itertools import pairwise

from saath.language.folding import fold_words

SLOTS = 32_768
"""Numbers that a word can have; two words with the same one are counted as one word."""
READ_CHARACTERS = 1_500
"""Characters of a text that are looked at: a longer one says what it is long before."""

_LINK = re.compile(r"(?:https?://|www\.)([^\s/?#<>\"')]{3,200})", re.IGNORECASE)
_MONEY = re.compile(r"[$€£₹]\s?\d|\d\s?(?:usd|inr|btc|crore|lakh|million)\b", re.IGNORECASE)


def slots_of(*, key: bytes, sender: str, subject: str, text: str, has_files: bool) -> frozenset[int]:
    """Return the slots of a mail, each once; `key` is the store's own, at most 16 octets."""
    found = _features(sender, subject, text[:READ_CHARACTERS], has_files)
    return frozenset(_slot(feature, key) for feature in found)


def _features(sender: str, subject: str, text: str, has_files: bool) -> Iterator[str]:
    yield f"from {sender.rpartition('@')[2].lower()}"
    yield from (f"subject {word}" for word in _words(subject))
    words = _words(text)
    yield from words
    yield from (f"{one} {two}" for one, two in pairwise(words))
    links = [host.lower().removeprefix("www.") for host in _LINK.findall(text)]
    yield from (f"link {host}" for host in links)
    yield f"links {min(len(links), 3)}"
    yield f"money {bool(_MONEY.search(text))}"
    yield f"loud {subject.isupper() or '!!' in subject}"
    yield f"files {has_files}"


def _words(text: str) -> list[str]:
    return [word.alike[0] for word in fold_words(text)]


def _slot(feature: str, key: bytes) -> int:
    return int.from_bytes(blake2b(feature.encode(), digest_size=4, salt=key).digest()) % SLOTS
