"""HTML of a mail in words, laid out as a browser would, with quotations and signatures marked.

One walk over the tree: linear in the page.
"""

from __future__ import annotations

import re

from lxml import etree  # type: ignore[import-untyped]
from lxml import html as lxml_html

from saath.channels.email.html_depth import is_too_deep, without_tags
from saath.channels.email.html_marks import NOTHING, marks_of
from saath.channels.email.marks import RULE, without_marks

MAX_HTML_CHARACTERS = 2_000_000
_LONGEST_EMOJI = 8

# Without comments: what follows one would hang on it and not be walked over.
_PARSER = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
_XML_NOISE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)

_SKIPPED = frozenset({"head", "style", "script", "title", "template", "noscript", "object", "iframe", "svg"})
_APART = frozenset(
    {"p", "blockquote", "ul", "ol", "dl", "table", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "figure"}
)
_BLOCKS = _APART | {
    "address", "article", "aside", "body", "caption", "center", "dd", "details", "div", "dt", "fieldset", "figcaption",
    "footer", "form", "header", "hr", "li", "main", "nav", "section", "summary", "tbody", "tfoot", "thead", "tr",
}  # fmt: skip
_CELLS = frozenset({"td", "th"})


def text_from_html(page: str) -> str:
    """Return the page as plain text, laid out as a browser would; never raises."""
    return without_marks(marked_text(page))


def marked_text(page: str) -> str:
    """Return the page as plain text in which the marks of `marks` stand: quotations and signatures between two
    of them, CUT where only history follows, RULE at a line across the page.

    Never raises: what cannot be laid out loses its layout only.
    """
    source = _XML_NOISE.sub("", without_marks(page))[:MAX_HTML_CHARACTERS]
    if is_too_deep(source):
        return _tidy(without_tags(source))
    try:
        tree = lxml_html.document_fromstring(source.encode(), parser=_PARSER)
        return _tidy(_Layout().of(tree))
    except (etree.LxmlError, ValueError, TypeError, AssertionError, IndexError):
        return _tidy(without_tags(source))


class _Layout:
    """The words written so far and the line breaks owed before the next one."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.breaks = 0
        self.is_line_open = False
        self.preformatted = 0
        self.ends: list[str] = []

    def of(self, tree: lxml_html.HtmlElement) -> str:
        walk = etree.iterwalk(tree, events=("start", "end"))
        for event, element in walk:
            tag = element.tag
            if event == "end":
                self._close(tag, self.ends.pop())
                if element.tail:
                    self._say(element.tail)
            elif not isinstance(tag, str) or self._is_hidden(tag, element):
                walk.skip_subtree()
                self.ends.append("")
            else:
                self._open(tag, element)
        return "".join(self.words)

    @staticmethod
    def _is_hidden(tag: str, element: lxml_html.HtmlElement) -> bool:
        if tag in _SKIPPED:
            return True
        style = element.get("style")
        return style is not None and _HIDDEN.search(style[:1_000]) is not None

    def _open(self, tag: str, element: lxml_html.HtmlElement) -> None:
        attributes = element.attrib
        before, after = marks_of(tag, attributes) if attributes or tag == "blockquote" else NOTHING
        self.ends.append(after)
        if tag in _BLOCKS:
            self._break(2 if tag in _APART else 1)
        self.words.append(before)
        if tag == "br":
            self._line_break()
        elif tag == "hr":
            self.words.append(RULE)
        elif tag == "li":
            self._say("* ")
        elif tag == "img":
            self._say_emoji(element.get("alt", ""))
        elif tag in _CELLS and self.is_line_open and not self.breaks:
            self._say("  ")
        elif tag == "pre":
            self.preformatted += 1
        if element.text:
            self._say(element.text)

    def _close(self, tag: object, after: str) -> None:
        if after:
            self.words.append(after)
        if tag in _BLOCKS:
            self._break(2 if tag in _APART else 1)
        if tag == "pre":
            self.preformatted -= 1

    def _break(self, lines: int) -> None:
        """Owe line breaks: blocks in blocks owe no more than the widest of them."""
        owed = lines if self.is_line_open or self.breaks else 0
        self.breaks = max(self.breaks, owed)
        self.is_line_open = False

    def _line_break(self) -> None:
        if self.breaks:
            self.words.append("\n" * self.breaks)
            self.breaks = 0
        self.words.append("\n")
        self.is_line_open = False

    def _say(self, text: str) -> None:
        if not self.preformatted:
            text = _on_one_line(text)
            if not self.is_line_open:
                text = text.lstrip(" ")
        if text:
            self.words.append("\n" * self.breaks + text if self.breaks else text)
            self.breaks = 0
            self.is_line_open = True

    def _say_emoji(self, alternative: str) -> None:
        """Say a picture that stands for a character: some programs write emoji as pictures."""
        if not alternative.isascii() and len(alternative) <= _LONGEST_EMOJI:
            self._say(alternative)


def _on_one_line(text: str) -> str:
    """Return the text with every run of white space as one blank; replacing is faster here than matching."""
    for blank in "\n\t\r\f":
        if blank in text:
            text = text.replace(blank, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text


_BLANKS = re.compile(r"[ \t]+\n")
_MANY_BREAKS = re.compile(r"\n{3,}")


def _tidy(text: str) -> str:
    text = text.replace("\xa0", " ")
    return _MANY_BREAKS.sub("\n\n", _BLANKS.sub("\n", text)).strip("\n").rstrip()
