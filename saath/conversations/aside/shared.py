"""What somebody outside is shown of a conversation: chosen words with who said them, and nobody's contact. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST_SHARED = 20_000
HIDDEN = "…"
# An address; and a number as people are called by: of India, or with the sign of another country.
_CONTACT = re.compile(
    r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"
    r"|(?<![\w-])(?:(?:\+|00|००|૦૦)?[9९૯][1१૧][\s-]?|[0०૦])?[6-9६-९૬-૯]\d{4}[\s-]?\d{5}(?![\w-])"
    r"|(?<!\w)\+\d{1,3}(?:[\s-]?\d){8,12}(?!\w)"
)

# A number of one's own is known without what is dialled before it.
_NUMBER, _LEAST_DIGITS, _NATIONAL_DIGITS = re.compile(r"[\d\s()+./-]+"), 7, 10
# So much may stand between two of its digits.
_BETWEEN = r"[\s()./\u2010-\u2015-]{0,3}"


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
    """Return a text in which an ellipsis stands for each address and each telephone number.

    A number among `own` is found in the digits of any script and however it is spaced.
    """
    for each in sorted(filter(None, own), key=len, reverse=True):
        text = re.sub(_pattern_of(each), HIDDEN, text, flags=re.IGNORECASE)
    return _CONTACT.sub(HIDDEN, text)


def _pattern_of(own: str) -> str:
    digits = "".join(str(unicodedata.digit(each)) for each in own if each.isdecimal())
    if len(digits) < _LEAST_DIGITS or not _NUMBER.fullmatch(own):
        return re.escape(own)
    number = digits.lstrip("0")
    country, national = number[:-_NATIONAL_DIGITS], number[-_NATIONAL_DIGITS:]
    code = rf"(?:\+|{_spaced('00')})?{_BETWEEN}{_spaced(country or '91')}"
    before = rf"(?:(?:{code}|{_spaced('0')}){_BETWEEN})?"
    return rf"(?<!\d){before}{_spaced(national)}(?!\d)"


def _spaced(digits: str) -> str:
    """Return what finds digits in Latin, Devanagari and Gujarati writing, with something between them or nothing."""
    return _BETWEEN.join(f"[{each}{chr(0x966 + int(each))}{chr(0xAE6 + int(each))}]" for each in digits)
