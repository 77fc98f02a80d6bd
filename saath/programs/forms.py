"""The forms of tokens."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from saath.accounts.forms import Dressed
from saath.core.clock import now
from saath.programs.models.token import LONGEST_NAME
from saath.programs.rules import LASTS_DAYS, MOST
from saath.programs.scopes import Scope

UNTIL_A_DAY = "day"


def days_to_choose() -> list[tuple[str, Any]]:
    """The usual times that something lasts, in words."""
    return [(str(days), ngettext_lazy("%(n)d day", "%(n)d days", "n") % {"n": days}) for days in LASTS_DAYS]


class TokenForm(Dressed, forms.Form):
    """What a token is called, what it allows, and how long it lasts."""

    name = forms.CharField(label=_("What is it for?"), max_length=LONGEST_NAME)
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one thing that the program may do.")},
    )
    lasts = forms.ChoiceField(label=_("How long does it work?"), widget=forms.RadioSelect, initial="90")
    until = forms.DateField(
        label=_("Last day"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, scopes: Iterable[Scope], zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._zone = zone
        self.fields["name"].widget.attrs["autocomplete"] = "off"
        self.fields["scopes"].choices = [(each.name, each.label) for each in scopes]  # type: ignore[attr-defined]
        self.fields["lasts"].choices = [*days_to_choose(), (UNTIL_A_DAY, _("Until a day"))]  # type: ignore[attr-defined]
        today = now().astimezone(zone).date()
        self.fields["until"].widget.attrs.update(min=today.isoformat(), max=(today + MOST).isoformat())

    def clean(self) -> dict[str, Any]:
        """Ask for the day where one is to be named."""
        entered = super().clean() or {}
        if entered.get("lasts") == UNTIL_A_DAY and not entered.get("until") and "until" not in self.errors:
            self.add_error("until", _("Choose the last day."))
        return entered

    @property
    def expires_at(self) -> datetime:
        """The end of the chosen time; a day counts whole, in the shop's time zone. Only of a valid form."""
        entered = self.cleaned_data
        if entered["lasts"] != UNTIL_A_DAY:
            return now() + timedelta(days=int(entered["lasts"]))
        end = datetime.combine(entered["until"] + timedelta(days=1), time.min, self._zone)
        return min(end, now() + MOST)
