"""Folding: the plain `a-z0-9` tokens by which what people wrote is found again, in any script.

Each token begins with a letter for its kind:

- `k` a key by sound, equal for `रिफंड`, `refund`, `rifand` and `રિફંડ`;
- `w` the word as written, for a search in quotes and for typing ahead;
- `n` what has a digit or an `@` in it: a number, a phone, an order reference, an e-mail address.

What is indexed and what is asked must be folded by the same `FOLDING_VERSION`.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from saath.core.references import BODY_LENGTH, normalise_reference
from saath.language.indic import spell_indic
from saath.language.latin import spell_latin
from saath.language.scripts import (
    DEVANAGARI_LETTERS,
    GUJARATI_LETTERS,
    LATIN_LETTERS,
    OTHER_LETTERS,
    Script,
    script_of,
)
from saath.language.sounds import keys, plain

FOLDING_VERSION = 2
LONGEST_TEXT = 200_000
"""Characters of one text that are folded; the rest is not found."""

_LONGEST_WORD = 48
_LONGEST_WHOLE = 100
_APOSTROPHES = dict.fromkeys(map(ord, "'\u2018\u2019\u02bc"), "'")
_INVISIBLE = dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_CLEAN = {**_APOSTROPHES, **_INVISIBLE}

_LATIN_WORD = f"[{LATIN_LETTERS}\\d]"
_WORD = re.compile(
    f"{_LATIN_WORD}+(?:'{_LATIN_WORD}+)*|[{DEVANAGARI_LETTERS}]+|[{GUJARATI_LETTERS}]+|{OTHER_LETTERS}+"
)
_TELLING = re.compile(r"[\d@]")
_TELLING_CHUNK = re.compile(r"(?<!\S)[^\s\d@]*[\d@]\S*")
_JOINED = re.compile(r"[\w.+]+(?:[-/_@:#.,][\w.+]+)*")
_PHONE = re.compile(r"\+?\d[\d ().\-\u00a0\u2009\u2010-\u2013\u202f]{7,17}\d")
_HEARD_LETTER = r"[\da-tv-zA-TV-Z]"
_HEARD = re.compile(
    rf"(?<![^\W_])(?=((?:{_HEARD_LETTER}[\s\-\u2010-\u2014_.]{{0,3}}){{{BODY_LENGTH}}}{_HEARD_LETTER})(?![^\W_]))"
)
_NOT_PLAIN = re.compile("[^a-z0-9]")
_PHONE_DIGITS = range(10, 15)
_NATIONAL_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text, folded."""

    written: str
    """The token of the word as it stands there."""
    alike: tuple[str, ...]
    """The tokens of which any one makes another word the same as this one."""


@dataclass(frozen=True, slots=True)
class _Whole:
    """Something of several parts that is known as one, such as an address or a phone number."""

    start: int
    end: int
    token: str


def fold_words(text: str) -> list[Word]:
    """Return the words of `text` in their order, each with its tokens; linear in its length."""
    text = text[:LONGEST_TEXT].translate(_CLEAN)
    matches = list(_WORD.finditer(text))
    words = [_fold_word(match[0][:_LONGEST_WORD]) for match in matches]
    wholes = _wholes_by_word([match.start() for match in matches], chain(_wholes(text), _references(text)))
    for position, tokens in wholes.items():
        word = words[position]
        words[position] = Word(word.written, tuple(dict.fromkeys((*word.alike, *tokens))))
    return words


def fold_tokens(text: str) -> list[str]:
    """Return every token of `text` once, in the order of first appearance."""
    tokens: dict[str, None] = {}
    for word in fold_words(text):
        tokens[word.written] = None
        tokens.update(dict.fromkeys(word.alike))
    return list(tokens)


@lru_cache(maxsize=65_536)
def _fold_word(word: str) -> Word:
    word = unicodedata.normalize("NFKC", word).lower()
    if any(letter.isdigit() for letter in word):
        token = "n" + _plain_latin(word)
        return Word(token, (token,))
    match script_of(word):
        case Script.LATIN:
            letters = _plain_latin(word)
            return _word(letters or _codes(word), spell_latin(letters))
        case Script.DEVANAGARI | Script.GUJARATI:
            spelling = spell_indic(word)
            return _word(plain(spelling) or _codes(word), spelling)
    return _word(_codes(word), "")


def _word(written: str, spelling: str) -> Word:
    written = "w" + written
    return Word(written, tuple("k" + key for key in keys(spelling) if key) or (written,))


def _plain_latin(word: str) -> str:
    """Return the letters and digits of `word` as `a-z0-9`, without accents, in any script's digits."""
    letters = (
        str(unicodedata.digit(letter)) if letter.isdigit() else letter
        for letter in unicodedata.normalize("NFKD", word.lower())
    )
    return _NOT_PLAIN.sub("", "".join(letters))


def _codes(word: str) -> str:
    """Return a word of a script that we cannot read as the numbers of its letters."""
    return "".join(f"{ord(letter):x}" for letter in word[:12])


def _wholes(text: str) -> Iterator[_Whole]:
    for chunk in _TELLING_CHUNK.finditer(text):
        yield from _joined(chunk)
    for match in _PHONE.finditer(text):
        digits = _plain_latin(match.group())
        if len(digits) in _PHONE_DIGITS:
            yield _Whole(match.start(), match.end(), f"n{digits[-_NATIONAL_DIGITS:]}")


def _joined(chunk: re.Match[str]) -> Iterator[_Whole]:
    """Yield e-mail addresses and references such as PT-20418 in a run without white space."""
    for match in _JOINED.finditer(chunk.group()):
        joined = match.group()
        if len(joined) <= _LONGEST_WHOLE and _TELLING.search(joined) and not joined.isalnum():
            token = f"n{_plain_latin(joined)}"
            yield _Whole(chunk.start() + match.start(), chunk.start() + match.end(), token)


def _references(text: str) -> Iterator[_Whole]:
    """Yield references of ours, also as they are read aloud: "okm 4q 2x" is 0KM-4Q2X."""
    for heard in _HEARD.finditer(text):
        token = _reference_token(heard[1])
        if token:
            yield _Whole(heard.start(1), heard.end(1), token)


@lru_cache(maxsize=8_192)
def _reference_token(heard: str) -> str:
    reference = normalise_reference(heard if heard.isascii() else _plain_latin(heard))
    return f"n{_plain_latin(reference)}" if reference else ""


def _wholes_by_word(starts: list[int], wholes: Iterator[_Whole]) -> dict[int, list[str]]:
    by_word: dict[int, list[str]] = {}
    for whole in wholes:
        first, after = bisect_left(starts, whole.start), bisect_left(starts, whole.end)
        for position in range(first, after):
            by_word.setdefault(position, []).append(whole.token)
    return by_word
