"""Devanagari and Gujarati spelling as a sound spelling, see `sounds.py`.

The Gujarati block lies exactly 0x180 above the Devanagari block, letter for letter (both follow
ISCII), so one table serves both.
"""

import re

from saath.language.sounds import (
    A_OR_NOTHING,
    AI_OR_A,
    D_OR_R,
    GN_OR_GY,
    INHERENT,
    J_OR_S,
    NASAL_OR_NOTHING,
    RI_OR_RU,
)

_TO_DEVANAGARI = {code: code - 0x180 for code in range(0x0A80, 0x0B00)}

_CONSONANTS = {
    letter: sound
    for sound, letters in {
        "k": "कख", "g": "गघ", "n": "ङञणनऩ", "c": "चछ", "j": "जझ", "t": "टठतथ", "d": "डढदध",
        "p": "प", "f": "फ", "b": "बभ", "m": "म", "y": "य", "r": "रऱ",
        "l": "लळऴ", "v": "व", "s": "शषस", "h": "ह",
    }.items()
    for letter in letters
}  # fmt: skip
_VOWELS = {
    letter: sound
    for sound, letters in {
        "a": "अआ", "i": "इई", "u": "उऊ", RI_OR_RU: "ऋॠ", "li": "ऌ", "e": "ऎए",
        AI_OR_A: "ऍऐ", "o": "ऑऒओ", "au": "औ", "om": "ॐ",
    }.items()
    for letter in letters
}  # fmt: skip
_VOWEL_SIGNS = {
    letter: sound
    for sound, letters in {
        "a": "ा", "i": "िी", "u": "ुू", RI_OR_RU: "ृॄ", "e": "ॆे", AI_OR_A: "ॅै", "o": "ॉॊो", "au": "ौ",
    }.items()
    for letter in letters
}  # fmt: skip
_VIRAMA = "\u094d"
_NUKTA = "\u093c"
_NASALS = "\u0900\u0901\u0902"
_VISARGA = "\u0903"

_SPECIAL = (
    ("ज\u094dञ", GN_OR_GY),
    (f"ड{_NUKTA}", D_OR_R),
    (f"ढ{_NUKTA}", D_OR_R),
    (f"ज{_NUKTA}", J_OR_S),
    (_NUKTA, ""),
)
_NASAL = "~"
_NASAL_BEFORE_LABIAL = re.compile(f"{_NASAL}(?=[pbm])")
_SILENT_NASAL = re.compile(f"{_NASAL}(?=$|ti$)")  # at the end, and in Gujarati -માંથી
# જ and ન are written "j" and "n" as often as "ja" and "na"
_LONE_INHERENT = re.compile(f"^([^aiueo{AI_OR_A}{RI_OR_RU}{INHERENT}]+){INHERENT}$")


def spell_indic(word: str) -> str:
    """Return the sound spelling of one word in Devanagari or Gujarati letters (in NFKC)."""
    word = word.translate(_TO_DEVANAGARI)
    for letters, sound in _SPECIAL:
        word = word.replace(letters, sound)
    spelling = _NASAL_BEFORE_LABIAL.sub("m", "".join(_syllables(word)))
    spelling = _SILENT_NASAL.sub(NASAL_OR_NOTHING, spelling).replace(_NASAL, "n")
    return _LONE_INHERENT.sub(rf"\1{A_OR_NOTHING}", spelling)


def _syllables(word: str) -> list[str]:
    said: list[str] = []
    for letter in word:
        consonant = letter if letter in (GN_OR_GY, D_OR_R, J_OR_S) else _CONSONANTS.get(letter)
        if consonant:
            said += (consonant, INHERENT)
        elif letter in _VOWEL_SIGNS or letter == _VIRAMA:
            _drop_inherent(said)
            said.append(_VOWEL_SIGNS.get(letter, ""))
        elif letter in _NASALS:
            said.append(_NASAL)
        elif letter == _VISARGA:
            said.append("h")
        else:
            said.append(_VOWELS.get(letter, ""))
    return said


def _drop_inherent(said: list[str]) -> None:
    if said and said[-1] == INHERENT:
        said.pop()
