"""Our own Markdown as HTML."""

from __future__ import annotations

from functools import cache

import nh3
from markdown_it import MarkdownIt

TAGS = {
    "a",
    "p",
    "h1",
    "h2",
    "h3",
    "ul",
    "ol",
    "li",
    "code",
    "pre",
    "strong",
    "em",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}


@cache
def rendered(text: str) -> str:
    """Return Markdown as HTML of few tags; what stands between < and > is shown, never taken for a tag.

    Who uses the keyboard alone can scroll a command that is wider than the page.
    """
    return _clean(MarkdownIt("commonmark", {"html": False}).enable("table").render(text))


@cache
def rendered_line(text: str) -> str:
    """Return a line of Markdown as HTML without a paragraph around it."""
    return _clean(MarkdownIt("commonmark", {"html": False}).renderInline(text))


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        set_tag_attribute_values={"pre": {"tabindex": "0"}},
        link_rel=None,
    )
