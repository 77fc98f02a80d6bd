"""In what language a text is written: English, Hindi or Gujarati, the last two also in Latin letters.

Scripts decide where they can: Devanagari is Hindi here, Gujarati is Gujarati, even among English
words. Latin text is judged by its small words and endings, which a writer of one language does not
borrow from another: `mera order cancel kar do` is Hindi.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from heapq import nlargest
from importlib.resources import files
from typing import Literal

from saath.language.scripts import LATIN_LETTERS, Script, count_letters

Language = Literal["en", "hi", "gu"]
LANGUAGES: tuple[Language, ...] = ("en", "hi", "gu")

_SAMPLE = 20_000
_ENOUGH_INDIC = 0.2
_MOST_EVIDENCE = 8
_SURE = 3.0
_LONGEST_WORD = 40
_ENDING_LENGTHS = range(6, 1, -1)
_ENDING_WEIGHT = 0.4

_WORD = re.compile(f"[{LATIN_LETTERS}]+(?:['’][{LATIN_LETTERS}]+)*")
_INDIC: dict[Script, Language] = {Script.DEVANAGARI: "hi", Script.GUJARATI: "gu"}


@dataclass(frozen=True, slots=True)
class Detected:
    """The language of a text, None when nothing tells it."""

    language: Language | None
    script: Script | None
    romanised: bool = False
    """Whether Hindi or Gujarati is written in Latin letters."""
    confidence: float = 0.0
    """From 0 to 1; below 0.5 it is a guess."""
    evidence: tuple[str, ...] = ()
    """The words that told most, lower case; empty where the script told."""


def detect_language(text: str) -> Detected:
    """Return in what language `text` is written, judged by its first 20,000 characters."""
    sample = text[:_SAMPLE]
    letters = count_letters(sample)
    script = max(letters, key=lambda each: letters[each])
    known = sum(letters.values()) - letters[Script.OTHER]
    if not letters[script]:
        return Detected(None, None)
    if script is Script.OTHER:
        return Detected(None, Script.OTHER)
    indic = max(_INDIC, key=lambda each: letters[each])
    if letters[indic] / known >= _ENOUGH_INDIC:
        return Detected(_INDIC[indic], indic, confidence=round(min(1.0, 0.5 + letters[indic] / known), 3))
    return _detect_latin(sample)


def _detect_latin(text: str) -> Detected:
    words = Counter(word[:_LONGEST_WORD] for word in _WORD.findall(text.lower().replace("’", "'")))
    points = _points(words)
    totals = {language: sum(points[language].values()) for language in LANGUAGES}
    language = max(totals, key=lambda each: totals[each])
    total = totals[language]
    if not total:
        return Detected(None, Script.LATIN)
    confidence = total / sum(totals.values()) * min(1.0, total / _SURE)
    evidence = tuple(nlargest(_MOST_EVIDENCE, points[language], key=points[language].__getitem__))
    return Detected(language, Script.LATIN, language != "en", round(confidence, 3), evidence)


def _points(words: Counter[str]) -> dict[Language, dict[str, float]]:
    """Return for each language what each word says for it; a word that several share says less."""
    points: dict[Language, dict[str, float]] = {language: {} for language in LANGUAGES}
    for word, count in words.items():
        for language, told in _told(word).items():
            points[language][word] = count * told
    return points


@cache
def _small_words() -> dict[str, dict[Language, float]]:
    """Return for each word, or ending with its `-`, the languages that have it and how much it tells."""
    owners: dict[str, list[Language]] = {}
    for language in LANGUAGES:
        for word in _read_words(language):
            owners.setdefault(word, []).append(language)
    return {word: dict.fromkeys(shared, len(shared) ** -2) for word, shared in owners.items()}


def _read_words(language: Language) -> set[str]:
    lines = files("saath.language.data").joinpath(f"{language}.txt").read_text(encoding="utf-8").splitlines()
    return {word for line in lines if not line.startswith("#") for word in line.split()}


@lru_cache(maxsize=16_384)
def _told(word: str) -> Mapping[Language, float]:
    """Return for which languages a word speaks, and how much: itself, or its longest ending that is known."""
    known = _small_words()
    if word in known:
        return known[word]
    endings = (known[ending] for length in _ENDING_LENGTHS if (ending := f"-{word[2:][-length:]}") in known)
    longest: dict[Language, float] = next(endings, {})
    return {language: _ENDING_WEIGHT * weight for language, weight in longest.items()}
