"""A simple lexer for our templates: what a person would read that nobody translates, and what runs inline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

COMMENTS = re.compile(r"\{#.*?#\}|\{% comment.*?%\}.*?\{% endcomment %\}", re.DOTALL)
TRANSLATED = re.compile(r"\{% blocktrans(?:late)?\b.*?%\}.*?\{% endblocktrans(?:late)? %\}", re.DOTALL)
TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
# Blocks that fill an attribute hold names for CSS and scripts, not words for people; they may hold one another.
IN_ATTRIBUTES = re.compile(
    r"\{% block (?:\w+_class|\w+_attributes|pane) %\}(?:(?!\{% block).)*?\{% endblock(?: \w+)? %\}", re.DOTALL
)
LETTERS = re.compile(r"[^\W\d_]{2,}")
# What is the same in every language: our name, a provider's and a shop's, what is printed on keys, standards, and what they name.
SAME = re.compile(
    r"(?<![A-Za-z])(?:Saath|Mailgun|Brevo|Shopify|WooCommerce|Zendesk|Freshdesk|Chatwoot|Intercom|mbox|Ctrl|Shift|Alt|Enter|Esc|Tab|UPI|CSV|JSON|ZIP|PDF|QR|SMTP|IMAP|INBOX|TLS|STARTTLS"
    r"|DNS|SPF|DKIM|DMARC|MX|API|MB|GB|POST)(?![A-Za-z])"
)
ENTITIES = re.compile(r"&#?\w+;")
READ_ALOUD = {"alt", "aria-label", "aria-description", "placeholder", "title", "data-label", "data-confirm"}
NOT_PROSE = {"code", "kbd", "samp", "script", "style"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def faults(template: str) -> Iterator[str]:
    """Yield every inline script or style, every handler, and every text that is not translated."""
    reader = _Reader()
    reader.feed(_bare(template))
    reader.close()
    yield from reader.faults


def plain_faults(template: str) -> Iterator[str]:
    """Yield every line of a plain-text template that is not translated."""
    yield from (f"untranslated: {line.strip()}" for line in _bare(template).splitlines() if _is_prose(line))


def _bare(template: str) -> str:
    for known in (COMMENTS, TRANSLATED, IN_ATTRIBUTES, IN_ATTRIBUTES, TAGS):
        template = known.sub("", template)
    return template


def _is_prose(text: str) -> bool:
    return LETTERS.search(SAME.sub("", ENTITIES.sub("", text))) is not None


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.faults: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if (
            tag == "script" and "src" not in given and given.get("type") != "application/json"
        ) or tag == "style":
            self.faults.append(f"inline {tag}")
        for name, value in given.items():
            if name == "style" or (name.startswith("on") and name.isalpha()):
                self.faults.append(f"inline {name}")
            if name in READ_ALOUD and _is_prose(value):
                self.faults.append(f"untranslated {name}: {value}")
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while tag in self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if _is_prose(data) and not NOT_PROSE & set(self._open):
            self.faults.append(f"untranslated: {' '.join(data.split())}")
