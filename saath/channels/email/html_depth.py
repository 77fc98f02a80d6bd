"""HTML nested so deep that parsers take quadratic time or drop text: noticed beforehand, read without tags."""

from __future__ import annotations

import re
from html import unescape

MAX_DEPTH = 200

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_ANY_TAG = re.compile(r"<[^<>]*>")
# Elements that are empty or that the next of their kind closes: open ones are no nesting.
_FLAT = frozenset(
    {"area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option"}
    | {"p", "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr"}
)


def is_too_deep(page: str) -> bool:
    """Whether elements are open inside one another beyond MAX_DEPTH; linear in the page."""
    depth = 0
    for tag in _TAG.finditer(page):
        if tag[2].lower() in _FLAT:
            continue
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > MAX_DEPTH:
            return True
    return False


def without_tags(page: str) -> str:
    """Return the page's words, tags simply taken out; linear in the page."""
    return unescape(_ANY_TAG.sub("", page))
