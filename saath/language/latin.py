"""Latin spelling, English or romanised, as a sound spelling, see `sounds.py`."""

import re

from saath.language.sounds import E_OR_NOTHING, G_OR_J, U_OR_A

_RULES = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        # English endings and clusters that Indian scripts write as they sound
        ("^sch", "sk"),
        ("^w(?=r)|^k(?=n)", ""),
        ("(?<=[^aeiou])all$", "ol"),
        ("ign$", "ain"),
        ("(?<=[aeiou][^aeiou])(?:e|ou?)r$|(?<=[aeiou][^aeiou]{2})(?:e|ou?)r$", "ar"),
        ("ght", "t"),
        ("ture$", "char"),
        ("s?sion|tion", "san"),
        ("d?ge(?=[sd]?$)", "j"),
        ("qu(?=[aeio])", "kv"),
        ("ow(?![aeiouy])", "o"),
        ("(?<=[ae])w$", ""),
        # one sound, several letters; aspiration is not heard by all and not written by most
        ("t?c*ch+", "C"),
        ("sh+", "s"),
        ("ph", "f"),
        ("([kgjtdb])h+", r"\1"),
        ("c(?=[eiy])", "s"),
        ("[cq]+", "k"),
        ("C", "c"),
        ("x", "ks"),
        ("z", "j"),
        ("w", "v"),
        ("n(?=[pbm])", "m"),
        # more than one way to say it
        ("g(?=[ei])", G_OR_J),
        ("(?<=[aiou][^aiueo])e$", E_OR_NOTHING),
        ("^([^aiueo]+)u(?=[^aiueo]+$)", rf"\1{U_OR_A}"),
    )
)


_UNSAID = re.compile(r"^([^aeiou])\1+$")


def spell_latin(word: str) -> str:
    """Return the sound spelling of one word of the letters a to z, '' for one consonant again and again: "zzz"."""
    if _UNSAID.match(word):
        return ""
    for pattern, sound in _RULES:
        word = pattern.sub(sound, word)
    return word
