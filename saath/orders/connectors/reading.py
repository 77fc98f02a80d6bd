"""Values as platforms write them: missing, empty, or text where a number is usual. Only `read_json` and the `needed_`
ones raise Unreadable; all others have an answer for anything."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, tzinfo
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

import nh3
from babel.numbers import get_currency_precision

from saath.core.text import storable, unescape
from saath.orders.connectors.base import Unreadable

Fields = dict[str, Any]

MOST_PIECES = 1_000_000
LONGEST_KEY = 80
LONGEST_WORDS = 2000
# Above this an amount is no price; it still fits into 64 bits in the currency with the most decimals.
_MOST_DIGITS = 14
_CURRENCY = re.compile(r"[A-Z]{3}")


def read_json(body: bytes) -> Any:
    """Return what a body says, numbers as decimals. Raises Unreadable."""
    try:
        return json.loads(body, parse_float=Decimal)
    except (ValueError, RecursionError) as problem:
        raise Unreadable("this is no JSON") from problem


def objects_in(value: Any) -> list[Fields]:
    """Return the objects of a body: itself, those of a list, or those under the names of a wrapping that has no id."""
    if isinstance(value, dict) and "id" not in value:
        return [each for inside in value.values() for each in _listed(inside)]
    return _listed(value)


def _listed(value: Any) -> list[Fields]:
    return [value] if isinstance(value, dict) else items(value)


def items(value: Any) -> list[Fields]:
    """Return the objects of a list, none where it is no list."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def keyed(value: Any) -> Iterator[tuple[str, Fields]]:
    """Return the objects of a list with their id, or their place where they have none."""
    for place, each in enumerate(items(value)):
        yield text(each.get("id")) or f"#{place}", each


def fields(value: Any) -> Fields:
    """Return an object, an empty one where it is none."""
    return value if isinstance(value, dict) else {}


def text(value: Any) -> str:
    """Return text or a number as text that every database takes, "" for anything else."""
    if isinstance(value, str):
        return storable(value).strip()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if abs(value) < 10**30 else ""
    return format(value, "f") if _is_usual(value) else ""


def first(*values: Any) -> str:
    """Return the first value that says something, as text."""
    return next((said for said in map(text, values) if said), "")


def count(value: Any) -> int:
    """Return how many pieces, 0 where it is no number."""
    pieces = _decimal(value)
    return min(max(int(pieces), 0), MOST_PIECES) if pieces is not None else 0


def signed_count(value: Any) -> int:
    """Return how many pieces there are, below zero where more were sold than there were; 0 where it is no number."""
    pieces = _decimal(value)
    return min(max(int(pieces), -MOST_PIECES), MOST_PIECES) if pieces is not None else 0


def amount(value: Any) -> Decimal | None:
    """Return an amount as it is written, in major units; None where it is none, or below zero."""
    read = _decimal(value)
    return read if read is not None and read >= 0 else None


def listed(value: Any) -> list[str]:
    """Return the texts of a list, or of one text with commas between them."""
    parts = value if isinstance(value, list) else text(value).split(",")
    return [said for said in map(text, parts) if said]


def html_words(value: Any) -> str:
    """Return the words of a piece of HTML, at most `LONGEST_WORDS` characters; tags and what they hide are gone."""
    page = text(value)[: 20 * LONGEST_WORDS].replace("<", " <")
    bare = nh3.clean(page, tags=set(), clean_content_tags={"script", "style"})
    return " ".join(unescape(bare).split())[:LONGEST_WORDS]


def minor(value: Any, currency: str) -> int:
    """Return an amount in minor units of its currency, half a unit upwards; 0 where it is no amount."""
    read = _decimal(value)
    if read is None:
        return 0
    scaled = read.scaleb(get_currency_precision(currency))
    return int(scaled.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def needed_key(value: Any) -> str:
    """Return the id of an order. Raises Unreadable where there is none, or none that could be told from all others."""
    key = text(value)
    if not 0 < len(key) <= LONGEST_KEY:
        raise Unreadable("the order has no id")
    return key


def account_key(value: Any) -> str:
    """Return the id of a buyer's account, "" for 0, which is a guest, and for what is no id."""
    key = text(value)
    return "" if key == "0" or len(key) > LONGEST_KEY else key


def needed_minor(value: Any, currency: str) -> int:
    """Return an amount in minor units, 0 for none. Raises Unreadable: a wrong total is worse than none."""
    if value not in (None, "") and _decimal(value) is None:
        raise Unreadable("the total is no amount")
    return minor(value, currency)


def needed_currency(value: Any) -> str:
    """Return a currency by ISO 4217. Raises Unreadable."""
    code = text(value).upper()
    if not _CURRENCY.fullmatch(code):
        raise Unreadable("there is no currency")
    return code


def moment(value: Any, zone: tzinfo = UTC) -> datetime | None:
    """Return a time by ISO 8601 in UTC, None where it is none; one without a zone is a time of `zone`."""
    try:
        read = datetime.fromisoformat(text(value))
        return (read if read.tzinfo else read.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def needed_moment(*values: Any) -> datetime:
    """Return the first of some times that is one. Raises Unreadable."""
    for value in values:
        read = moment(value)
        if read is not None:
            return read
    raise Unreadable("there is no time")


def day(value: Any) -> date | None:
    """Return the day that a date or a time names where it was written, None where it is none."""
    try:
        return date.fromisoformat(text(value)[:10])
    except ValueError:
        return None


def _decimal(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        return None
    try:
        amount = Decimal(value.strip() if isinstance(value, str) else value)
    except InvalidOperation:
        return None
    return amount if _is_usual(amount) else None


def _is_usual(value: Any) -> bool:
    return isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) < _MOST_DIGITS
