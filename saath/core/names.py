"""What a shop calls something of its own, in one or more languages: a mapping from code to name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from saath.core.errors import BadInput
from saath.core.languages import CODES, language_of
from saath.core.text import storable

Names = Mapping[str, str]


def in_words(names: Names, language: str = "") -> str:
    """Return a name in a language, by default that of the page; without one there, the first that it has."""
    code = language_of(language or get_language()).code
    return names.get(code) or next(iter(names.values()), "")


def checked_names(named: Names, *, longest: int, field: str) -> dict[str, str]:
    """Return names as they are kept, those that say nothing left out; raises `BadInput` for one that is too long."""
    tidy = {code: " ".join(storable(named.get(code, "")).split()) for code in named if code in CODES}
    if any(len(name) > longest for name in tidy.values()):
        raise BadInput(_("A name has 1 to %(n)d characters.") % {"n": longest}, field=field)
    return {code: name for code, name in tidy.items() if name}


def checked_list(listed: Sequence[Names], *, most: int, longest: int, field: str) -> list[dict[str, str]]:
    """Return the lines of a list as they are kept; raises `BadInput` for none, too many, and for one that is there twice."""
    found = [names for each in listed if (names := checked_names(each, longest=longest, field=field))]
    if not 0 < len(found) <= most:
        raise BadInput(_("A list has 1 to %(n)d lines.") % {"n": most}, field=field)
    said = [pair for names in found for pair in names.items()]
    if len(set(said)) < len(said):
        raise BadInput(_("Two lines of the list say the same."), field=field)
    return found


def from_columns(columns: Names) -> list[dict[str, str]]:
    """Return the lines of a list that is written in columns by language, the same line in each being the same thing."""
    lines = [[line.strip() for line in columns.get(code, "").split("\n")] for code in CODES]
    return [dict(zip(CODES, line, strict=True)) for line in zip_longest(*lines, fillvalue="")]


def in_columns(listed: Sequence[Names]) -> dict[str, str]:
    """Return a list as columns by language, a line each: what `from_columns` reads."""
    return {code: "\n".join(names.get(code, "") for names in listed).rstrip() for code in CODES}
