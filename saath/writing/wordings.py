"""In which languages and letters a saved reply can be worded, and which of its versions a customer gets."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saath.language.detect import detect_language
from saath.stores.texts import LocalText, Wording

NAMES: dict[str, str | Promise] = {
    "en": "English",
    "hi": "हिन्दी",
    "gu": "ગુજરાતી",
    "hi-latn": _("Hindi in Latin letters"),
    "gu-latn": _("Gujarati in Latin letters"),
}
SIGNS = {"en": "en", "hi": "हि", "gu": "ગુ", "hi-latn": "hi", "gu-latn": "gu"}
CODES = tuple(NAMES)
# Whoever reads a language in Latin letters reads it in its own ones too, the reverse is not sure.
NEXT_BEST = {"hi-latn": ("hi",), "gu-latn": ("gu",)}


def wording_code(language: str, words: str, *, wished: str = "") -> str:
    """Return in what a customer of this language reads best, by the letters of their last words; "" for not known.

    `wished` is the language that they asked for: whatever they write in, they read that.
    """
    detected = detect_language(words)
    spoken = wished or detected.language or language
    return f"{spoken}-latn" if detected.romanised and detected.language == spoken else spoken


def wording_for(text: LocalText, wanted: str) -> Wording:
    """Return the version for who reads `wanted`, else the next best that they read, else that of the base."""
    for code in (wanted, *NEXT_BEST.get(wanted, ())):
        if code in text.versions:
            return text.in_language(code)
    return text.in_language(text.base)


def in_order(codes: Collection[str]) -> list[str]:
    """Return codes in the order in which pages name them."""
    return [code for code in CODES if code in codes]


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a text, for a list: its language in words and as a sign, and whether it is out of date."""

    code: str
    name: str
    sign: str
    is_outdated: bool


def versions_of(text: LocalText) -> list[Version]:
    """Return the versions of a text in the order in which pages name them."""
    return [
        Version(code, str(NAMES[code]), SIGNS[code], code in text.outdated)
        for code in in_order(text.versions)
    ]


def html_language(code: str) -> str:
    """Return the code as `lang` writes it (BCP 47)."""
    return code.replace("-latn", "-Latn")
