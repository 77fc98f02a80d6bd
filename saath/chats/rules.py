"""Decisions about what visitors hand in. Pure: texts come in, what is kept goes out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from saath.core.languages import CODES
from saath.core.text import storable
from saath.core.web_addresses import web_address

LONGEST_KEY = 64
LONGEST_NAME = 80
LONGEST_URL = 1000
LONGEST_TITLE = 300
_KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")


@dataclass(frozen=True, slots=True)
class Page:
    """The page of the shop from which somebody writes, as far as it is fit to be kept and shown."""

    url: str = ""
    title: str = ""
    referrer: str = ""


NOWHERE = Page()


def visitor_key(visitor: UUID) -> str:
    """Return by what the identity of an anonymous visitor is known."""
    return f"visitor:{visitor.hex}"


def is_key(key: str) -> bool:
    """Tell whether a widget's own name for a post is one: 8 to 64 letters, digits, dashes and underscores."""
    return _KEY.fullmatch(key) is not None


def words_of(text: str) -> str:
    """Return what was written as it is kept."""
    return storable(text).replace("\r\n", "\n").strip()


def name_of(name: str) -> str:
    """Return a name as it is kept, on one line."""
    return " ".join(storable(name).split())[:LONGEST_NAME]


def language_of_visitor(code: str) -> str:
    """Return a language that we speak, '' for any other."""
    short = code.lower().replace("_", "-").split("-")[0]
    return short if short in CODES else ""


def page_of_visitor(url: str, title: str, referrer: str) -> Page:
    """Return where somebody is; what is no web address is left out, and what follows `#` and `?` stays with them.

    A query may hold what the shop's page knows of its visitor, and nobody answering needs it.
    """
    return Page(_address(url), " ".join(storable(title).split())[:LONGEST_TITLE], _address(referrer))


def _address(url: str) -> str:
    parts = web_address(storable(url.strip())[:LONGEST_URL])
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}" if parts else ""
