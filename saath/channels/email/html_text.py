"""HTML of a mail in words, with its quotations marked for the scanner of `quotes`."""

from __future__ import annotations

import re

from inscriptis import Inscriptis
from inscriptis.css_profiles import RELAXED_CSS_PROFILE
from inscriptis.model.config import ParserConfig
from lxml import etree  # type: ignore[import-untyped]
from lxml import html as lxml_html

from saath.channels.email.html_depth import is_too_deep, without_tags

# Private-use characters: they cannot come from a customer's text, which is freed of them first.
QUOTE_START, QUOTE_END, CUT, RULE = "\ue0f0", "\ue0f1", "\ue0f2", "\ue0f3"
ALL_MARKS = (QUOTE_START, QUOTE_END, CUT, RULE)
MARKS = re.compile(f"[{''.join(ALL_MARKS)}]")

MAX_HTML_CHARACTERS = 2_000_000
_CONFIG = ParserConfig(css=RELAXED_CSS_PROFILE, display_images=False, display_links=False)
_XML_NOISE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")

# Elements that hold a quotation and nothing of the writer's. After them the writer may go on.
_QUOTES = (
    "//blockquote[not(ancestor::blockquote)]"
    "|//*[contains(concat(' ', @class, ' '), ' gmail_quote ') and not(.//*[@class='gmail_sendername']"
    " and contains(., 'Forwarded message'))]"
    "|//*[contains(concat(' ', @class, ' '), ' gmail_attr ')]"
    "|//*[contains(concat(' ', @class, ' '), ' moz-cite-prefix ')]"
    "|//*[contains(concat(' ', @class, ' '), ' yahoo_quoted ')]"
    "|//*[contains(concat(' ', @class, ' '), ' protonmail_quote ')]"
    "|//*[contains(concat(' ', @class, ' '), ' zmail_extra ')]"
)
# Elements after which all is history.
_CUTS = (
    "//*[@id='divRplyFwdMsg' or @id='x_divRplyFwdMsg' or @id='OLK_SRC_BODY_SECTION' or @id='stopSpelling'"
    " or @id='appendonsend' or @id='mail-editor-reference-message-container' or @id='reply-intro']"
    "|//*[contains(concat(' ', @class, ' '), ' OutlookMessageHeader ')]"
)
_BORDER = re.compile(
    r"border-top(?:-color)?:\s*(?:solid\s+)?(?:#b5c4df|#e1e1e1|rgb\(229,\s*229,\s*229\))"
    r"|border:\s*none;\s*border-top:\s*solid\s+(?:#b5c4df|#e1e1e1|blue)",
    re.IGNORECASE,
)


def text_from_html(page: str) -> str:
    """Return the page as plain text, laid out as a browser would; never raises."""
    return MARKS.sub("", marked_text(page))


def marked_text(page: str) -> str:
    """Return the page as plain text in which quotations stand between QUOTE_START and QUOTE_END, and
    CUT stands where only history follows, RULE at a line across the page.

    Never raises: what cannot be laid out loses its layout only.
    """
    source = _XML_NOISE.sub("", MARKS.sub("", page))[:MAX_HTML_CHARACTERS]
    if is_too_deep(source):
        return _tidy(without_tags(source))
    try:
        tree = lxml_html.document_fromstring(source)
        _mark(tree)
        return _tidy(Inscriptis(tree, _CONFIG).get_text())
    except (etree.LxmlError, ValueError, TypeError, AssertionError, RecursionError, IndexError, KeyError):
        return _tidy(without_tags(source))


def _mark(tree: lxml_html.HtmlElement) -> None:
    for element in tree.xpath(_QUOTES):
        element.text = f"{QUOTE_START}{element.text or ''}"
        element.tail = f"{QUOTE_END}{element.tail or ''}"
    for element in [*tree.xpath(_CUTS), *_bordered(tree)]:
        _put_before(element, CUT)
    for element in tree.xpath("//hr"):
        _put_before(element, RULE)


def _bordered(tree: lxml_html.HtmlElement) -> list[lxml_html.HtmlElement]:
    return [element for element in tree.xpath("//div[@style]") if _BORDER.search(element.get("style")[:300])]


def _put_before(element: lxml_html.HtmlElement, mark: str) -> None:
    previous, parent = element.getprevious(), element.getparent()
    if previous is not None:
        previous.tail = f"{previous.tail or ''}{mark}"
    elif parent is not None:
        parent.text = f"{parent.text or ''}{mark}"


def _tidy(text: str) -> str:
    lines = (line.rstrip() for line in text.replace("\xa0", " ").split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
