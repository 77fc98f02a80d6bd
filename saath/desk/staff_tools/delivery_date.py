"""When a parcel would come: by what couriers took to such pincodes, else by the shop's own rule, and it says which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from saath.desk.staff_tools.contract import Answer, Beside, Row, StaffTool, ToolForm
from saath.orders.late import Expected, delivery_rule, expected_delivery

_DAY = "j F"
FURTHEST = timedelta(days=366)


class DeliveryForm(ToolForm):
    """Where a parcel goes, with whom, and when it leaves."""

    helps = {"courier": gettext_lazy("Leave it empty for any courier.")}
    pincode = forms.RegexField(
        r"^\s*[1-9][0-9]{2}\s?[0-9]{3}\s*$",
        label=gettext_lazy("Pincode"),
        error_messages={"invalid": gettext_lazy("A pincode has six digits.")},
    )
    courier = forms.CharField(label=gettext_lazy("Courier"), max_length=80, required=False)
    leaves_on = forms.DateField(
        label=gettext_lazy("Leaves the shop on"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def clean_leaves_on(self) -> date:
        """Refuse a day so far off that nobody means it."""
        day: date = self.cleaned_data["leaves_on"]
        if abs(day - self.beside.today) > FURTHEST:
            raise forms.ValidationError(_("Choose a day within a year."))
        return day

    @classmethod
    def likely(cls, beside: Beside) -> dict[str, Any]:
        """Return where the order goes, with whom, and when it left, else leaves by the shop's rule."""
        dispatch = timedelta(days=delivery_rule(beside.actor).dispatch_days)
        if beside.about is None:
            return {"leaves_on": beside.today + dispatch}
        order, parcels = beside.about.order, beside.about.parcels
        left = (
            order.shipped_at.astimezone(beside.zone).date() if order.shipped_at else beside.today + dispatch
        )
        courier = parcels[0].shipment.courier if parcels else ""
        return {"pincode": order.pincode, "courier": courier, "leaves_on": left}


def _work(beside: Beside, given: Mapping[str, Any]) -> Answer:
    pincode = given["pincode"].replace(" ", "")
    found = expected_delivery(beside.actor, given["courier"], pincode, given["leaves_on"])
    return Answer(
        headline=date_format(found.on, "l, j F"),
        rows=[
            Row(_("Leaves the shop on"), date_format(given["leaves_on"], _DAY)),
            Row(
                _("On its way"),
                ngettext("%(n)d day", "%(n)d days", found.usual.days) % {"n": found.usual.days},
            ),
        ],
        notes=list(_notes(found, beside)),
        is_good=bool(found.usual.parcels),
        says=(lambda: _said(found)) if found.on >= beside.today else None,
    )


def _notes(found: Expected, beside: Beside) -> Iterator[str]:
    usual = found.usual
    if not usual.parcels:
        yield _("Too little is known of this way yet: this is the shop's own rule.")
        return
    if usual.is_of_courier and usual.is_of_zone:
        known = _(
            "Four of five parcels of this courier to this area came within that: known from %(n)d parcels."
        )
    elif usual.is_of_zone:
        known = _(
            "Four of five parcels to this area came within that, with any courier: known from %(n)d parcels."
        )
    else:
        known = _(
            "Four of five parcels of this courier came within that, to anywhere: known from %(n)d parcels."
        )
    yield known % {"n": usual.parcels}
    if found.on < beside.today:
        yield _("That day is over: look where the parcel stands before you promise anything.")


def _said(found: Expected) -> str:
    day = {"day": date_format(found.on, _DAY)}
    if found.usual.parcels:
        return _("It should be with you by %(day)s.") % day
    return _("It should be with you around %(day)s. We have sent too little to your area to be sure.") % day


DELIVERY_DATE = StaffTool("delivery", gettext_lazy("Delivery date"), "truck", DeliveryForm, _work)
