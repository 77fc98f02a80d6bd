"""The forms of tokens and apps."""

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
        self.fields["until"].widget.attrs.update(
            **{"aria-label": _("Last day")}, min=today.isoformat(), max=(today + MOST).isoformat()
        )

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


class ConsentForm(forms.Form):
    """Yes or no to an app, and for how long."""

    answer = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
    lasts = forms.ChoiceField(label=_("For how long?"), widget=forms.RadioSelect, initial="365")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lasts"].choices = days_to_choose()  # type: ignore[attr-defined]


class AppForm(Dressed, forms.Form):
    """What an app is called and where it may be sent back to."""

    name = forms.CharField(label=_("Name of the app"), max_length=LONGEST_NAME)
    addresses = forms.CharField(
        label=_("Where it may be sent back to"),
        widget=forms.Textarea({"rows": 3, "lang": "en", "spellcheck": "false"}),
        max_length=6_000,
    )

    helps = {
        "addresses": _(
            "One address on each line, exactly as the maker of the app gives it: <samp>https</samp>, this very machine "
            "(<samp>http://127.0.0.1</samp>) or a scheme of its own. There it is called <samp>redirect URI</samp>."
        )
    }

    @property
    def addresses_entered(self) -> list[str]:
        """The addresses, one a line. Only of a valid form."""
        return str(self.cleaned_data["addresses"]).split()


class NewAppForm(AppForm):
    """And where it runs, which never changes."""

    place = forms.ChoiceField(
        label=_("Where does it run?"),
        widget=forms.RadioSelect,
        choices=[
            ("server", _("On a server: it can keep a secret")),
            ("device", _("On a device or in a browser: others can look inside")),
        ],
        initial="server",
    )

    @property
    def is_confidential(self) -> bool:
        """Whether it can keep a secret (RFC 6749, 2.1). Only of a valid form."""
        return bool(self.cleaned_data["place"] == "server")
