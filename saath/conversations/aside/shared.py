"""What somebody outside is shown of a conversation: chosen words with who said them, and nobody's contact. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST_SHARED = 20_000
HIDDEN = "…"
# An address; and a number as people are called by: of India, or with the sign of another country.
_CONTACT = re.compile(
    r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"
    r"|(?<![\w-])(?:(?:\+|00)?91[\s-]?|0)?[6-9]\d{4}[\s-]?\d{5}(?![\w-])"
    r"|(?<!\w)\+\d{1,3}(?:[\s-]?\d){8,12}(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Shared:
    """One message that is shown: who said it when, in words, and what."""

    head: str
    text: str


def shared_words(messages: Iterable[Shared], *, own: Iterable[str] = ()) -> str:
    """Return chosen messages as one text without contacts; `own` are those that the customer is known by."""
    said = "\n\n".join(f"{each.head}\n{each.text.strip()}" for each in messages)
    return without_contacts(said, own=own)[:LONGEST_SHARED]


def without_contacts(text: str, *, own: Iterable[str] = ()) -> str:
    """Return a text in which an ellipsis stands for each address and each telephone number."""
    for each in filter(None, own):
        text = re.sub(re.escape(each), HIDDEN, text, flags=re.IGNORECASE)
    return _CONTACT.sub(HIDDEN, text)
