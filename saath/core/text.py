"""Text from outside, made fit for every database."""

import html
import re

# PostgreSQL keeps no U+0000; no database, file or page keeps half of a surrogate pair.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
# More digits than any letter has; Python refuses to read a number of thousands of them (CVE-2020-10735).
_ENDLESS = re.compile(r"&#[0-9]{100,};?")


def storable(text: str) -> str:
    """Return the text without the characters that a database refuses."""
    return text if text.isprintable() else _UNSTORABLE.sub("", text)


def is_storable(text: str) -> bool:
    """Tell whether every database takes the text as it is."""
    return _UNSTORABLE.search(text) is None


def unescape(text: str) -> str:
    """Return the text with HTML's names and numbers of letters read, as `html.unescape`, whatever a stranger wrote."""
    return html.unescape(_ENDLESS.sub("\ufffd", text))
