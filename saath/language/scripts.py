"""Which Unicode script a letter belongs to, as far as our three languages need it."""

import re
from collections.abc import Iterator
from enum import StrEnum


class Script(StrEnum):
    """A writing system that our people use; everything else is `OTHER`."""

    LATIN = "latin"
    DEVANAGARI = "devanagari"
    GUJARATI = "gujarati"
    OTHER = "other"


LATIN_LETTERS = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\u1e00-\u1eff"
DEVANAGARI_LETTERS = "\u0900-\u0963\u0971-\u097f"
GUJARATI_LETTERS = "\u0a80-\u0ae3\u0af9-\u0aff"
OTHER_LETTERS = f"[^\\W\\d_{LATIN_LETTERS}{DEVANAGARI_LETTERS}{GUJARATI_LETTERS}]"

_RUN = re.compile(
    f"(?P<latin>[{LATIN_LETTERS}]+)|(?P<devanagari>[{DEVANAGARI_LETTERS}]+)"
    f"|(?P<gujarati>[{GUJARATI_LETTERS}]+)|(?P<other>{OTHER_LETTERS}+)"
)
_BY_NAME = {script.value: script for script in Script}


def script_runs(text: str) -> Iterator[tuple[Script, str]]:
    """Yield the maximal runs of letters of one script, in reading order."""
    for match in _RUN.finditer(text):
        yield _BY_NAME[match.lastgroup or Script.OTHER], match.group()


def script_of(word: str) -> Script:
    """Return the script of the first letter of `word`, `OTHER` when it has none that we know."""
    return next((script for script, _run in script_runs(word)), Script.OTHER)


def count_letters(text: str) -> dict[Script, int]:
    """Return how many letters (vowel signs included) each script has in `text`."""
    counts = dict.fromkeys(Script, 0)
    for script, run in script_runs(text):
        counts[script] += len(run)
    return counts
