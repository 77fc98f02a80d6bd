"""The form of one kind: its switch and its times."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saath.accounts.forms import Dressed
from saath.promises.models import OwnWordSettings
from saath.promises.reminders.kinds import About

SWITCHES = {
    "reminder": _("Remind who says nothing to our answer"),
    "closing": _("Close what nothing is heard of"),
    "thanks": _("Thank once it is solved"),
}
TIMES = {
    "remind_after_days": _("After so many days"),
    "remind_times": _("How often"),
    "close_after_days": _("So many days after the last word"),
    "thank_after_days": _("So many days after it was solved"),
    "thank_again_after_days": _("The same customer again after so many days at the soonest"),
}


class OwnWordForm(Dressed, forms.Form):
    """A kind of what Saath says by itself."""

    def __init__(self, *args: Any, about: About, settings: OwnWordSettings, **kwargs: Any) -> None:
        self.about = about
        kwargs["initial"] = {
            "on": getattr(settings, about.switch),
            **{name: getattr(settings, name) for name in about.times},
        }
        super().__init__(*args, auto_id=f"id_{about.kind}_%s", **kwargs)
        self.fields["on"] = forms.BooleanField(label=SWITCHES[about.kind], required=False)
        for name in about.times:
            self.fields[name] = _number(name)

    @property
    def times(self) -> dict[str, int]:
        """The numbers of a sound form."""
        return {name: self.cleaned_data[name] for name in self.about.times}

    @property
    def numbers(self) -> list[forms.BoundField]:
        """The fields of the times."""
        return [self[name] for name in self.about.times]


def _number(name: str) -> forms.IntegerField:
    """Return a field with the bounds of its column."""
    column: Any = OwnWordSettings._meta.get_field(name)
    least, most = (each.limit_value for each in sorted(column.validators, key=_by_limit)[:2])
    widget = forms.NumberInput(attrs={"class": "input"})
    return forms.IntegerField(label=TIMES[name], min_value=least, max_value=most, widget=widget)


def _by_limit(validator: Any) -> int:
    limit: int = getattr(validator, "limit_value", 0)
    return limit
