"""Whether a bedsheet fits a mattress, in inches, centimetres or feet."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saath.desk.staff_tools.contract import Answer, Beside, Row, StaffTool, ToolForm
from saath.orders.reckoning.measures import MM_IN, Fit, Size, fit, in_unit, mattress_in, sheet_in

_UNITS = [
    ("in", gettext_lazy("inches")),
    ("cm", gettext_lazy("centimetres")),
    ("ft", gettext_lazy("feet")),
]


_length = partial(forms.DecimalField, min_value=Decimal("0.1"), max_value=1000, decimal_places=2)
_unit = partial(forms.ChoiceField, choices=_UNITS)


class SheetForm(ToolForm):
    """A mattress and a sheet, each in its unit."""

    mattress_width = _length(label=gettext_lazy("Mattress, width"))
    mattress_length = _length(label=gettext_lazy("Mattress, length"))
    height = _length(label=gettext_lazy("Mattress, height"))
    mattress_unit = _unit(label=gettext_lazy("Mattress in"))
    sheet_width = _length(label=gettext_lazy("Sheet, width"))
    sheet_length = _length(label=gettext_lazy("Sheet, length"))
    sheet_unit = _unit(label=gettext_lazy("Sheet in"))

    @classmethod
    def likely(cls, beside: Beside) -> dict[str, Any]:
        """Return the size of the first thing of the order that names one, and the mattress that such a name is for."""
        lines = beside.about.lines if beside.about else ()
        for words in (f"{line.title} {line.variant}" for line in lines):
            found, mattress = sheet_in(words), mattress_in(words)
            if found:
                sheet = {"sheet_width": found[0], "sheet_length": found[1], "sheet_unit": found[2]}
                bed = {"mattress_width": mattress[0], "mattress_length": mattress[1]} if mattress else {}
                return {**sheet, **bed}
        return {}


def _work(beside: Beside, given: Mapping[str, Any]) -> Answer:
    unit = given["mattress_unit"]
    mattress = Size.of(given["mattress_width"], given["mattress_length"], unit)
    sheet = Size.of(given["sheet_width"], given["sheet_length"], given["sheet_unit"])
    found = fit(sheet, mattress, given["height"] * MM_IN[unit])
    return Answer(
        headline=_headline(found),
        rows=[
            Row(_("Hangs over at each side"), _both(found.sides)),
            Row(_("Hangs over at each end"), _both(found.ends)),
            Row(_("Under the mattress, sides"), _both(max(found.under_sides, Decimal(0)))),
            Row(_("Under the mattress, ends"), _both(max(found.under_ends, Decimal(0)))),
            Row(_("Smallest sheet that is tucked in all around"), _size(found.needed), is_total=True),
        ],
        notes=[_("Laid the other way round: its length across the mattress.")] if found.is_turned else [],
        is_good=found.is_tucked,
        says=lambda: _said(found),
    )


def _headline(found: Fit) -> str:
    if found.is_tucked:
        return _("It fits, and is tucked in all around.")
    if found.is_covering:
        return _("It covers the mattress, and hardly goes under it.")
    return _("It is too small for this mattress.")


def _said(found: Fit) -> str:
    if found.is_tucked:
        return _(
            "Yes, it fits: the sheet hangs over by %(sides)s at the sides and %(ends)s at the ends, enough to tuck it in."
        ) % {"sides": _both(found.sides), "ends": _both(found.ends)}
    if found.is_covering:
        return _(
            "It covers your mattress, but little is left to tuck in. A sheet of %(size)s or more stays put better."
        ) % {"size": _size(found.needed)}
    return _("This sheet is too small for your mattress. It takes one of %(size)s or more.") % {
        "size": _size(found.needed)
    }


def _both(length: Decimal) -> str:
    return _("%(inches)s in (%(centimetres)s cm)") % {
        "inches": _plain(in_unit(length, "in")),
        "centimetres": _plain(in_unit(length, "cm")),
    }


def _size(size: Size) -> str:
    inches = f"{_plain(in_unit(size.width, 'in'))} × {_plain(in_unit(size.length, 'in'))}"
    centimetres = f"{_plain(in_unit(size.width, 'cm'))} × {_plain(in_unit(size.length, 'cm'))}"
    return _("%(inches)s in (%(centimetres)s cm)") % {"inches": inches, "centimetres": centimetres}


def _plain(number: Decimal) -> str:
    return f"{number:f}".removesuffix(".0")


SHEET_SIZE = StaffTool("sheet", gettext_lazy("Bedsheet to mattress"), "home", SheetForm, _work)
