"""Forms of the opening hours, beside the rows of `hour_rows`."""

from __future__ import annotations

import datetime
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from saath.accounts.forms import Dressed
from saath.core.errors import BadInput
from saath.core.languages import CHOICES
from saath.stores.actions._days import check_to_come
from saath.stores.actions.hours import LONGEST_REASON
from saath.stores.channels import list_channels

WHOLE_SHOP = _("The whole shop")
NAMES = {"en": _("Reason in English"), "hi": _("Reason in Hindi"), "gu": _("Reason in Gujarati")}


class SpecialDayForm(Dressed, forms.Form):
    """A date with hours of its own, for whom, and why; the hours stand in rows beside it."""

    date = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    channel = forms.ChoiceField(label=_("For"), required=False)
    kind = forms.ChoiceField(
        label=_("On this day"),
        choices=(("open", _("Open at these hours")), ("closed", _("Closed"))),
        initial="open",
        widget=forms.RadioSelect(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        channel = self.fields["channel"]
        assert isinstance(channel, forms.ChoiceField)
        channel.choices = [("", WHOLE_SHOP), *list_channels()]
        for code, _name in CHOICES:
            widget = forms.TextInput(attrs={"class": "input", "lang": code})
            self.fields[f"reason_{code}"] = forms.CharField(
                label=NAMES[code], required=False, max_length=LONGEST_REASON, widget=widget
            )

    def clean_date(self) -> datetime.date:
        """A day that is not over."""
        day: datetime.date = self.cleaned_data["date"]
        try:
            check_to_come(day)
        except BadInput as error:
            raise forms.ValidationError(str(error.message)) from error
        return day

    @property
    def reason(self) -> dict[str, str]:
        """The reason by language."""
        return {code: self.cleaned_data[f"reason_{code}"] for code, _name in CHOICES}


class ZoneForm(Dressed, forms.Form):
    """Whose clock the hours are of."""

    time_zone = forms.ChoiceField(label=_("Time zone"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = self.fields["time_zone"]
        assert isinstance(zone, forms.ChoiceField)
        # Names of a place, not of what they were called before; the one in force may be one of those.
        places = {name for name in available_timezones() if "/" in name} | {
            str(self.initial.get("time_zone", ""))
        }
        zone.choices = [(name, name) for name in sorted(places - {""})]
