"""Amounts, dates and counts as people and spreadsheets in India write them."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, tzinfo
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from babel.numbers import get_currency_precision

MOST_PIECES = 1_000_000
# What is longer is no amount and no count, and is not looked at: matching would take as long as its square.
LONGEST_NUMBER = 40
_GROUPED = re.compile(r"\d{1,3}(,\d{2,3})*,\d{3}(\.\d*)?")
_DECIMAL_COMMA = re.compile(r"\d{1,3}(\.\d{3})*,\d{1,2}|\d+,\d{1,2}")
_PLAIN = re.compile(r"\d{1,13}(\.\d*)?|\.\d+")
_CURRENCY_WORDS = re.compile(
    r"^(?:rs\.?|inr|usd|eur|gbp|aed|रु\.?|રૂ\.?|[₹$€£])\s*|\s*(?:/-|inr|usd|eur|gbp|aed|[₹$€£])$", re.I
)
_NUMBERS = re.compile(r"(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})(?:[ T,]+(.*))?")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[- ]+([a-z]{3,9})\.?[- ,]+(\d{2,4})(?:[ T,]+(.*))?", re.I)
_NAMED_FIRST = re.compile(r"([a-z]{3,9})\.?[- ]+(\d{1,2})(?:st|nd|rd|th)?[- ,]+(\d{4})(?:[ T,]+(.*))?", re.I)
_TIME = re.compile(
    r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([ap]\.?m\.?)?\s*(?:(Z|UTC|GMT)|([+-])(\d{2}):?(\d{2}))?",
    re.I,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class DateOrder(StrEnum):
    """What comes first in a date of numbers; one that begins with the year says so itself."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


def plain(cell: str) -> str:
    """Return a cell without space around it, digits of any script as ours, and without the mark before a formula."""
    text = unicodedata.normalize("NFKC", cell).replace("\u200b", "").strip()
    if text.startswith("'"):
        text = text[1:].strip()
    return "".join(_digit(letter) for letter in text)


def amount(cell: str, currency: str) -> int | None:
    """Return an amount in minor units, None for what is none: `1,23,456.50`, `₹ 449`, `Rs. 449/-`, `449,50`."""
    text = plain(cell)
    if len(text) > LONGEST_NUMBER:
        return None
    text = _CURRENCY_WORDS.sub("", _CURRENCY_WORDS.sub("", text)).replace(" ", "").replace("\u00a0", "")
    is_negative = text.startswith("-") or (text.startswith("(") and text.endswith(")"))
    text = _CURRENCY_WORDS.sub("", text.strip("()+-"))
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    elif _DECIMAL_COMMA.fullmatch(text):
        text = text.replace(".", "").replace(",", ".")
    if not _PLAIN.fullmatch(text):
        return None
    scaled = Decimal(text).scaleb(get_currency_precision(currency))
    minor = int(scaled.quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return -minor if is_negative else minor


def count(cell: str) -> int | None:
    """Return a number of pieces, None for what is none."""
    text = plain(cell).removesuffix(".0").removesuffix(".00").replace(",", "")
    is_count = text.isdecimal() and len(text) <= LONGEST_NUMBER
    return int(text) if is_count and int(text) <= MOST_PIECES else None


def moment(cell: str, order: DateOrder, zone: tzinfo) -> datetime | None:
    """Return a day or a moment in UTC, None for what is none; without a time it is noon of the shop's zone."""
    text = plain(cell)
    for pattern, read in ((_NUMBERS, _by_numbers), (_NAMED, _by_name), (_NAMED_FIRST, _by_name_first)):
        match = pattern.fullmatch(text)
        if match is not None:
            day = read(match, order)
            return _at(day, match[4] or "", zone) if day else None
    return None


def _by_numbers(match: re.Match[str], order: DateOrder) -> tuple[int, int, int] | None:
    first, second, third = (int(match[place]) for place in (1, 2, 3))
    if len(match[1]) == 4:
        return first, second, third
    if len(match[3]) not in (2, 4):
        return None
    day, month = (first, second) if order == DateOrder.DAY_FIRST else (second, first)
    return _year(third), month, day


def _by_name(match: re.Match[str], order: DateOrder) -> tuple[int, int, int] | None:
    month = _month(match[2])
    return (_year(int(match[3])), month, int(match[1])) if month else None


def _by_name_first(match: re.Match[str], order: DateOrder) -> tuple[int, int, int] | None:
    month = _month(match[1])
    return (int(match[3]), month, int(match[2])) if month else None


def _month(name: str) -> int:
    short = name[:3].casefold()
    return _MONTHS.index(short) + 1 if short in _MONTHS else 0


def _year(written: int) -> int:
    return written + 2000 if written < 100 else written


def _at(day: tuple[int, int, int], time: str, zone: tzinfo) -> datetime | None:
    match = _TIME.fullmatch(time.strip()) if time.strip() else None
    if time.strip() and match is None:
        return None
    try:
        if match is None:
            return datetime(*day, 12, tzinfo=zone).astimezone(UTC)
        hour = int(match[1]) % 12 + (12 if match[4][0] in "pP" else 0) if match[4] else int(match[1])
        read = datetime(*day, hour, int(match[2]), int(match[3] or 0), tzinfo=zone)
        if match[5]:
            read = read.replace(tzinfo=UTC)
        elif match[6]:
            read = datetime.fromisoformat(f"{read:%Y-%m-%dT%H:%M:%S}{match[6]}{match[7]}:{match[8]}")
        return read.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _digit(letter: str) -> str:
    value = unicodedata.decimal(letter, None)
    return letter if value is None else str(value)
