"""Sound spellings, and the search keys made of them.

A sound spelling writes a word of any of our scripts with the letters `a-z` as it is roughly said:
long and short vowels, aspirates, retroflexes and sibilants are one. Capitals stand for what can be
said in two ways, `@` for the vowel that an Indic consonant carries unless told otherwise. A key
is what remains when the parts on which people differ in writing are taken out. A word of four or more
consonants is known by these, one of three by its first vowel too, and a shorter one keeps all its
vowels, or too many would be alike.
"""

import re
from itertools import product

INHERENT = "@"
NASAL_OR_NOTHING = "N"
GN_OR_GY = "Q"
D_OR_R = "D"
J_OR_S = "Z"
G_OR_J = "G"
E_OR_NOTHING = "E"
U_OR_A = "U"
AI_OR_A = "X"
A_OR_NOTHING = "A"
RI_OR_RU = "R"

_WAYS = {
    NASAL_OR_NOTHING: ("", "n"),
    GN_OR_GY: ("gy", "gn"),
    D_OR_R: ("d", "r"),
    J_OR_S: ("j", "s"),
    G_OR_J: ("g", "j"),
    E_OR_NOTHING: ("", "e"),
    U_OR_A: ("u", "a"),
    AI_OR_A: ("ai", "a"),
    RI_OR_RU: ("ri", "ru"),
    A_OR_NOTHING: ("", "a"),
}
_MOST_WAYS = 4
_FEW_CONSONANTS = 3

_VOWEL = "aiueo@"
_INNER_Y = re.compile("(?<=.)y")
_DOUBLE = re.compile(f"([^{_VOWEL}])\\1+")
_VOWELS = re.compile(f"[{_VOWEL}]+")
_FINAL_INHERENT = re.compile(f"(?<=[^{_VOWEL}]){INHERENT}$")
_SILENT_INHERENT = re.compile(f"(?<=[{_VOWEL}][^{_VOWEL}]){INHERENT}(?=[^{_VOWEL}][{_VOWEL}])")
_SILENT_A = re.compile("(?<=[aiu][^aiu])a(?=[^aiu][aiu])")
_ENDING = re.compile("(?<=..)(?<=[^aiu])a$|(?<=.)h$")
_SYLLABLE = re.compile("([^aiueo]*)([aiueo]*)(.*)")
_VOWEL_RUN = re.compile("[aiueo]+")


def ways_to_say(spelling: str) -> list[str]:
    """Return the spelling with its ambiguous sounds settled, likeliest first, at most four."""
    choices: list[tuple[str, ...]] = []
    count = 1
    for sound in spelling:
        ways = _WAYS.get(sound, (sound,))
        if count * len(ways) > _MOST_WAYS:
            ways = ways[:1]
        count *= len(ways)
        choices.append(ways)
    return ["".join(way) for way in product(*choices)]


def keys(spelling: str) -> tuple[str, ...]:
    """Return the search keys of a sound spelling: no two equal, at least one for a word."""
    return tuple(dict.fromkeys(_key(way) for way in ways_to_say(spelling)))


def plain(spelling: str) -> str:
    """Return the likeliest way to write the spelling with `a-z` only, as romanisers do."""
    return _vocal(ways_to_say(spelling)[0])


def _key(said: str) -> str:
    said = _DOUBLE.sub(r"\1", _INNER_Y.sub("i", said))
    consonants = _VOWELS.sub("", said)
    if len(consonants) < _FEW_CONSONANTS:
        return _short_key(said)
    if said[0] in _VOWEL:
        return f"a{consonants}"
    return _middle_key(said) if len(consonants) == _FEW_CONSONANTS else consonants


def _middle_key(said: str) -> str:
    return _SYLLABLE.sub(
        lambda part: f"{part[1]}{_one_vowel(part[2])}{_VOWELS.sub('', part[3])}", _vocal(said), 1
    )


def _short_key(said: str) -> str:
    said = _VOWEL_RUN.sub(lambda run: _one_vowel(run.group()), _vocal(said))
    return _ENDING.sub("", _SILENT_A.sub("", said))


def _vocal(said: str) -> str:
    """Return the spelling with the inherent vowels that are heard written out, and the others dropped."""
    return _SILENT_INHERENT.sub("", _FINAL_INHERENT.sub("", said)).replace(INHERENT, "a")


def _one_vowel(vowels: str) -> str:
    """Return a run of vowels as one of three: the front, the back, or the open one."""
    decisive = (vowels.lstrip("a") or vowels)[:1]
    return {"e": "i", "o": "u"}.get(decisive, decisive)
