"""Which elements of a mail's HTML hold a quotation, a signature, or stand above history: by program, not language."""

from __future__ import annotations

import re
from collections.abc import Mapping

from saath.channels.email.marks import CUT, QUOTE_END, QUOTE_START, SIGNATURE_END, SIGNATURE_START

# A class may carry a program's prefix ("ydp4f2ayahoo_quoted") or, after a reply through Outlook, "x_".
_QUOTE = re.compile(
    r"(?:^|\s)(?:\w{0,16}yahoo_quoted|(?:x_)*(?:gmail_quote(?:_container)?|gmail_attr|moz-cite-prefix|protonmail_quote"
    r"|tutanota_quote|zmail_extra(?:_hr)?|wmQuote|quoted-?(?:text|message)))(?:\s|$)"
)
_SIGNATURE = re.compile(
    r"(?:^|\s)(?:x_)*(?:gmail_signature(?:_prefix)?|moz-signature|protonmail_signature_block|tutanota_signature"
    r"|\w{0,20}(?:yahoo|ymail_android)[\w-]{0,10}signature|composer_signature|signature"
    r"|ms-outlook-mobile-signature|ms-outlook-mobile-body-separator-line\w*|zmail_signature\w*)(?:\s|$)",
    re.IGNORECASE,
)
_CUT_IDS = re.compile(
    r"^(?:x_)*(?:divRplyFwdMsg|OLK_SRC_BODY_SECTION|stopSpelling|appendonsend|reply-intro|isForwardContent|isReplyContent"
    r"|mail-editor-reference-message-container|ms-outlook-mobile-reference-message)$"
)
_BORDER = re.compile(
    r"border-top(?:-color)?:\s*(?:solid\s+)?(?:#b5c4df|#e1e1e1|rgb\(229,\s*229,\s*229\))"
    r"|border:\s*none;\s*border-top:\s*solid\s+(?:#b5c4df|#e1e1e1|blue)",
    re.IGNORECASE,
)

NOTHING = ("", "")
_QUOTED = (QUOTE_START, QUOTE_END)
_SIGNED = (SIGNATURE_START, SIGNATURE_END)
_CUT_HERE = (CUT, "")


def marks_of(tag: str, attributes: Mapping[str, str]) -> tuple[str, str]:
    """Return the marks before and after an element's words."""
    if tag == "blockquote":
        return _QUOTED
    if not attributes:
        return NOTHING
    names, name = attributes.get("class", "")[:300], attributes.get("id", "")[:100]
    if name and _CUT_IDS.match(name):
        return _CUT_HERE
    if names and _QUOTE.search(names):
        return _QUOTED
    if names and "OutlookMessageHeader" in names:
        return _CUT_HERE
    if (names and _SIGNATURE.search(names)) or (name and _SIGNATURE.search(name)):
        return _SIGNED
    if tag == "div" and _BORDER.search(attributes.get("style", "")[:300]):
        return _CUT_HERE
    return NOTHING
