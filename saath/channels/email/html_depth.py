"""HTML so deep or with so many tags that parsers take long or drop text: noticed beforehand, read without tags."""

from __future__ import annotations

import re

from saath.core.text import unescape

MAX_DEPTH = 200
MAX_TAGS = 150_000

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_ANY_TAG = re.compile(r"<[^<>]*>")
_LINE_TAG = re.compile(r"<(?:br|/p|/div|/tr|/li|/h[1-6])\b[^<>]*>", re.IGNORECASE)
# What a table's rows and cells add to its own depth, though their tags are not counted.
_TABLE_DEPTH = 4
# Elements that are empty or that the next of their kind closes: open ones are no nesting.
_FLAT = frozenset(
    {"area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option"}
    | {"p", "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr"}
)


def is_too_deep(page: str) -> bool:
    """Whether elements are open inside one another beyond MAX_DEPTH, or too many; linear in the page."""
    if page.count("<") > MAX_TAGS:
        return True
    depth = 0
    for tag in _TAG.finditer(page):
        name = tag[2].lower()
        if name in _FLAT:
            continue
        step = _TABLE_DEPTH if name == "table" else 1
        depth = max(0, depth - step) if tag[1] else depth + step
        if depth > MAX_DEPTH:
            return True
    return False


def without_tags(page: str) -> str:
    """Return the page's words, tags simply taken out; linear in the page."""
    return unescape(_ANY_TAG.sub("", _LINE_TAG.sub("\n", page)))
