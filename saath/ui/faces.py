"""Faces without photographs: initials that are right in every script, and a hue that a person keeps."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2s

from django.utils.html import format_html
from django.utils.safestring import SafeString

from saath.ui.icons import icon_markup
from saath.ui.language import lang_attribute

HUES = 24
_JOINERS = "\u200c\u200d"
_VIRAMAS = "\u094d\u0acd"


def clusters(text: str) -> Iterator[str]:
    """Yield what a reader calls letters: a base with its marks, conjuncts whole (UAX #29, GB9 to GB9c)."""
    cluster = ""
    for char in text:
        if cluster and not _continues(cluster, char):
            yield cluster
            cluster = ""
        cluster += char
    if cluster:
        yield cluster


def _continues(cluster: str, char: str) -> bool:
    if char in _JOINERS or unicodedata.category(char).startswith("M"):
        return True
    return cluster.rstrip(_JOINERS)[-1:] in tuple(_VIRAMAS) and unicodedata.category(char) == "Lo"


def initials(name: str, *, most: int = 2) -> str:
    """Return what stands in the swatch: up to `most` Latin initials, or one Indic letter with its vowel sign.

    A name without a letter (a phone number) gives its last two digits; an empty one gives "?".
    """
    words = [word.lstrip("\"'(<.-_") for word in name.split()]
    letters = [next(clusters(word)) for word in words if word and word[0].isalpha()]
    if not letters:
        return "".join(char for char in name if char.isdigit())[-2:] or "?"
    if not letters[0].isascii() and unicodedata.category(letters[0][0]) == "Lo":
        return letters[0]
    ends = letters if len(letters) <= most else [letters[0], letters[-1]]
    return "".join(ends[:most]).upper()


def hue(key: str) -> int:
    """Return the dye, 0 to 23, that belongs to this key on every machine for ever."""
    return blake2s(key.encode(), digest_size=2).digest()[0] % HUES


# typed: text that is already safe and the same text that is not make different markup.
@lru_cache(maxsize=4096, typed=True)
def customer_face(name: str, key: str, icon: str, label: str, classes: str, page: str) -> SafeString:
    """Return the swatch of a customer, with the sign of a channel when `icon` names one."""
    return format_html(
        '<span class="{}" data-hue="{}"{}>{}{}</span>',
        f"face {classes}".rstrip(),
        hue(key),
        lang_attribute(name, "", page),
        initials(name),
        icon_markup(icon, "", label) if icon else "",
    )


@lru_cache(maxsize=1024, typed=True)
def colleague_face(name: str, key: str, is_here: bool, title: str, classes: str, page: str) -> SafeString:
    """Return the circle of a colleague, who is told to the ear by `title`."""
    return format_html(
        '<span class="{}" data-hue="{}"{} role="img" aria-label="{}" title="{}">{}</span>',
        " ".join(f"face us {'here' if is_here else ''} {classes}".split()),
        hue(key),
        lang_attribute(name, "", page),
        title,
        title,
        initials(name, most=1),
    )
