"""What can be wrong in a file of orders, and what is to be done about it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LONGEST_SAID = 120


class Wrong(TextChoices):
    """What is wrong with a cell or a row."""

    NO_NUMBER = "no_number", pgettext_lazy("fault in a file", "There is no order number")
    NO_DATE = "no_date", pgettext_lazy("fault in a file", "There is no date")
    BAD_DATE = "bad_date", pgettext_lazy("fault in a file", "This is no date")
    BAD_AMOUNT = "bad_amount", pgettext_lazy("fault in a file", "This is no amount")
    BAD_COUNT = "bad_count", pgettext_lazy("fault in a file", "This is no number of pieces")
    BAD_CURRENCY = "bad_currency", pgettext_lazy("fault in a file", "This is no currency")
    NO_TOTAL = "no_total", pgettext_lazy("fault in a file", "There is no total")
    APART = "apart", pgettext_lazy("fault in a file", "This order stands further up already")
    TOO_LONG = "too_long", pgettext_lazy("fault in a file", "The row is longer than the headings")
    ENDLESS = "endless", pgettext_lazy("fault in a file", "The row has no end: nothing below it was read")


WHAT_TO_DO: dict[Wrong, str | Promise] = {
    Wrong.NO_NUMBER: _("Write the number of the order, or take the row out."),
    Wrong.NO_DATE: _("Write on which day it was ordered."),
    Wrong.BAD_DATE: _(
        "Write it like 2026-11-20 or 20/11/2026, and look which order of day and month is chosen."
    ),
    Wrong.BAD_AMOUNT: _("Write an amount like 1,23,456.50, without words."),
    Wrong.BAD_COUNT: _("Write how many pieces in digits."),
    Wrong.BAD_CURRENCY: _("Write the three letters of the currency, such as INR."),
    Wrong.NO_TOTAL: _("Write the total, or the price of each thing."),
    Wrong.APART: _("Put the rows of one order together."),
    Wrong.TOO_LONG: _("Put quotation marks around what has a comma in it."),
    Wrong.ENDLESS: _("Look whether a quotation mark is missing there."),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: in which row of the file, headings being row 1, in which column, and what stands there."""

    row: int
    column: str
    wrong: Wrong
    said: str = ""
