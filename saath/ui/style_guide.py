"""Samples for the living style guide: every part in every state."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from saath.ui.frame import StaffFrame
from saath.ui.icons import icon_names

NAMES = ("Imran Qureshi", "सुनीता वर्मा", "જિજ્ઞેશ દેસાઈ", "क्षितिज", "Farida", "+91 98250 00210", "")
COLLEAGUES = (("મીરા જોશી", True), ("Arjun Solanki", True), ("Farida Shaikh", False))


class SampleForm(forms.Form):
    """One field of each kind, the pin code wrong."""

    order = forms.CharField(label=_("Order number"), help_text=_("On the parcel, top right"))
    pin_code = forms.RegexField(
        r"^\d{6}$",
        label=_("Pin code"),
        error_messages={"invalid": _("One digit is missing. Indore starts with 452.")},
    )
    wish = forms.CharField(label=_("Your wish"), required=False, widget=forms.Textarea)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for bound in self.fields.values():
            bound.widget.attrs["class"] = "input"


def guide_context() -> dict[str, Any]:
    """Return what `ui/style_guide.html` shows."""
    now = timezone.now()
    return {
        "frame": StaffFrame("Paanch Takiye", "guide", may=lambda verb: True),
        "form": SampleForm({"order": "PT-20418", "pin_code": "45201"}),
        "icons": sorted(icon_names()),
        "names": NAMES,
        "colleagues": COLLEAGUES,
        "waits": [now + timedelta(seconds=seconds) for seconds in (290, 190, 110, 48, -70, 9000)],
        "moments": _moments(now),
        "zone": ZoneInfo("Asia/Kolkata"),
        "amounts": (7, 1240, 208850, 12345678.5),
    }


def _moments(now: datetime) -> list[datetime]:
    return [now - timedelta(days=days) for days in (-1, 0, 1, 4, 400)]
