"""How customers and team write, by language and letters: the files in `content/`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from saath.demo.story import Customer

CONTENT = Path(__file__).parent / "content"
STYLES = ("en", "hi", "gu", "hi_latn", "gu_latn")
# Names that are reserved for examples and tests (RFC 2606, RFC 6761): a mail to them goes nowhere.
MAIL_DOMAINS = ("mail.example", "post.example", "inbox.test", "dak.example", "chitthi.test")


@dataclass(frozen=True, slots=True)
class Theme:
    """What a conversation is about; a text may have slots such as {order}."""

    key: str
    subjects: Sequence[str]
    opens: Sequence[str]
    answers: Sequence[str]
    notes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Voice:
    """How people write in one language and its letters."""

    language: str
    phrases: Mapping[str, Sequence[str]]
    themes: tuple[Theme, ...]
    items: Sequence[str]

    def theme(self, key: str) -> Theme:
        """Return a theme by its key. Raises KeyError."""
        return next((theme for theme in self.themes if theme.key == key), None) or _missing(key)


@cache
def voice(style: str) -> Voice:
    """Return the voice of a style."""
    read = read_content(style)
    notes = {key: theme["notes"] for key, theme in read_content("en")["theme"].items()}
    themes = tuple(
        Theme(key, theme["subjects"], theme["opens"], theme["answers"], notes.get(key, ()))
        for key, theme in read["theme"].items()
    )
    phrases = {name: lines for name, lines in read.items() if isinstance(lines, list)}
    items = read_content("people")["items"]
    return Voice(read["language"], phrases, themes, items.get(style, items["latin"]))


@cache
def customers(style: str) -> tuple[Customer, ...]:
    """Return those who write in a style, the people of the design first."""
    people = read_content("people")[style]
    cities = people["cities"]
    return tuple(_customer(name, number, cities, style) for number, name in enumerate(people["names"]))


def customer_named(name: str) -> Customer:
    """Return a customer by name. Raises KeyError."""
    found = (person for style in STYLES for person in customers(style) if person.name == name)
    return next(found, None) or _missing(name)


def _customer(name: str, number: int, cities: Sequence[str], style: str) -> Customer:
    shown, _bar, latin = name.partition("|")
    local = ".".join("".join(filter(str.isalpha, part)) for part in (latin or shown).lower().split())
    domain = MAIL_DOMAINS[number % len(MAIL_DOMAINS)]
    return Customer(shown, f"{local}@{domain}", cities[number * 7 % len(cities)], style)


@cache
def read_content(name: str) -> dict[str, Any]:
    """Return a file of `content/`."""
    return tomllib.loads((CONTENT / f"{name}.toml").read_text())


def _missing(key: str) -> NoReturn:
    raise KeyError(key)
