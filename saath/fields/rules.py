"""Decisions about values of fields. Pure: no rows are read.

A value is kept as one line of text, its canonical form, '' for none: a number "12.5", a day "2026-11-22", "yes", "no", the key
of an option, and the keys of several in the order of their list with spaces between them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from saath.core.errors import BadInput
from saath.core.text import storable
from saath.core.web_addresses import web_address
from saath.customers.merging import Merged, merge
from saath.fields.kinds import Kind

LONGEST_TEXT, LONGEST_LONG, LONGEST_LINK = 200, 4_000, 1_000
LONGEST_NAME, LONGEST_UNIT, LONGEST_KEY = 60, 20, 30
MOST_FIELDS, MOST_OPTIONS = 30, 60
MOST_DIGITS, DECIMALS = 15, 4
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Shape:
    """What a field accepts: bounds of a number with both ends in, and the keys of the options of a list."""

    kind: Kind
    least: Decimal | None = None
    most: Decimal | None = None
    options: tuple[str, ...] = ()


def canonical(shape: Shape, written: str) -> str:
    """Return what was written as it is kept, '' for nothing. Several options stand with spaces between them.

    Raises `BadInput` for what does not fit, which says what would.
    """
    tidy = unicodedata.normalize("NFC", storable(written)).replace("\r\n", "\n").strip()
    return _READERS[shape.kind](shape, tidy) if tidy else ""


def merge_values(
    shapes: Mapping[str, Shape], *, was: Mapping[str, str], wanted: Mapping[str, str], now: Mapping[str, str]
) -> Merged:
    """Merge what one wants with what others changed since `was`, field by field.

    Several of a list are merged option by option, so that nobody's choice is lost and nobody has to be asked.
    """
    joined = {
        key: value if shapes[key].kind is not Kind.SEVERAL else _joined(shapes[key], was, value, now, key)
        for key, value in wanted.items()
    }
    bases = {key: now[key] if shapes[key].kind is Kind.SEVERAL else was.get(key, now[key]) for key in wanted}
    return merge(was=bases, wanted=joined, now=now)


def key_for(name: str, taken: Iterable[str]) -> str:
    """Return by what texts name a field, small Latin letters made of its name: "order_type"; "value" where it has none."""
    plain = re.sub(r"[^a-z]+", "_", _latin(name).casefold()).strip("_")
    stem = plain[:LONGEST_KEY].strip("_") or "value"
    used, number = set(taken), 0
    key = stem
    while key in used:
        number += 1
        key = f"{stem}_{_letters(number)}"
    return key


def _joined(shape: Shape, was: Mapping[str, str], wanted: str, now: Mapping[str, str], key: str) -> str:
    before, after = set(was.get(key, now[key]).split()), set(wanted.split())
    kept = (set(now[key].split()) | (after - before)) - (before - after)
    return " ".join(option for option in shape.options if option in kept)


def _latin(name: str) -> str:
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()


def _letters(number: int) -> str:
    return "" if number == 0 else _letters((number - 1) // 26) + chr(ord("a") + (number - 1) % 26)


def _text(shape: Shape, written: str) -> str:
    return _short_enough(" ".join(written.split()), LONGEST_TEXT)


def _long(shape: Shape, written: str) -> str:
    return _short_enough(written, LONGEST_LONG)


def _short_enough(text: str, longest: int) -> str:
    if len(text) > longest:
        raise BadInput(_("At most %(n)d characters fit here.") % {"n": longest})
    return text


def _number(shape: Shape, written: str) -> str:
    try:
        number = Decimal(re.sub(r"[,\s_]", "", written)).quantize(Decimal(1).scaleb(-DECIMALS))
    except InvalidOperation as error:
        raise BadInput(_("Write a number, such as 12 or 2.5.")) from error
    if not number.is_finite() or abs(number) >= Decimal(10) ** MOST_DIGITS:
        raise BadInput(_("Write a number, such as 12 or 2.5."))
    if (shape.least is not None and number < shape.least) or (shape.most is not None and number > shape.most):
        raise BadInput(_out_of_bounds(shape))
    return plain_number(number)


def plain_number(number: Decimal) -> str:
    """Return a number without needless zeros and without an exponent."""
    shown = f"{number:f}"
    shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
    return "0" if shown in ("", "-0") else shown


def _out_of_bounds(shape: Shape) -> str:
    if shape.least is None:
        return _("At most %(most)s.") % {"most": plain_number(shape.most or Decimal(0))}
    if shape.most is None:
        return _("At least %(least)s.") % {"least": plain_number(shape.least)}
    bounds = {"least": plain_number(shape.least), "most": plain_number(shape.most)}
    return _("From %(least)s to %(most)s.") % bounds


def _yes_no(shape: Shape, written: str) -> str:
    return _listed((YES, NO), [written])


def _date(shape: Shape, written: str) -> str:
    try:
        return date.fromisoformat(written).isoformat()
    except ValueError as error:
        raise BadInput(_("Choose a day.")) from error


def _one(shape: Shape, written: str) -> str:
    return _listed(shape.options, [written])


def _several(shape: Shape, written: str) -> str:
    return _listed(shape.options, written.split())


def _listed(options: Sequence[str], written: Sequence[str]) -> str:
    if any(each not in options for each in written):
        raise BadInput(_("Choose from the list."))
    return " ".join(option for option in options if option in written)


def _link(shape: Shape, written: str) -> str:
    link = _short_enough(written, LONGEST_LINK)
    if web_address(link) is None:
        raise BadInput(_("Write a whole link, such as https://example.com/size-chart."))
    return link


_READERS = {
    Kind.TEXT: _text,
    Kind.LONG: _long,
    Kind.NUMBER: _number,
    Kind.YES_NO: _yes_no,
    Kind.DATE: _date,
    Kind.ONE: _one,
    Kind.SEVERAL: _several,
    Kind.LINK: _link,
}
