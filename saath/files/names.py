"""File names as senders give them, made harmless."""

import unicodedata

MAX_LENGTH = 120
UNNAMED = "file"

# They turn "gpj.exe" around into "exe.jpg" (Unicode TR 36, 2.5). Joiners stay: Indic words need them.
TURNS_TEXT_AROUND = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean_name(name: str) -> str:
    """The last part of a name without control signs, at most 120 signs with its extension; never empty."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(
        sign for sign in last if unicodedata.category(sign) != "Cc" and sign not in TURNS_TEXT_AROUND
    )
    return _shorten(plain.strip().lstrip(".").strip()) or UNNAMED


def _shorten(name: str) -> str:
    if len(name) <= MAX_LENGTH:
        return name
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > 10:
        return name[:MAX_LENGTH]
    return stem[: MAX_LENGTH - len(extension) - 1] + dot + extension
