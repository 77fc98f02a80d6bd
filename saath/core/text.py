"""Text from outside, made fit for every database."""

import re

# PostgreSQL keeps no U+0000; no database, file or page keeps half of a surrogate pair.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """Return the text without the characters that a database refuses."""
    return _UNSTORABLE.sub("", text)


def is_storable(text: str) -> bool:
    """Tell whether every database takes the text as it is."""
    return _UNSTORABLE.search(text) is None
