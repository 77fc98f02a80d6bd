"""What a shop says in its own words, by language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from saath.core.languages import CODES

Code = Literal["en", "hi", "gu"]
# Actions say themselves how long a name may be; this only keeps bodies small.
Line = Annotated[str, Field(max_length=1000)]
Words = dict[Code, Line]


def words_of(said: Mapping[str, str]) -> Words:
    """Return texts by language as they go out."""
    return {code: said[code] for code in CODES if code in said}  # type: ignore[misc]  # the codes are these


def named(words: Mapping[Code, str]) -> dict[str, str]:
    """Return texts by language as actions take them."""
    return dict(words.items())
