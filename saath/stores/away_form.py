"""When somebody is away, in days of the shop."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from saath.accounts.forms import Dressed
from saath.stores.actions.away import LONGEST_NOTE, TOO_LONG
from saath.stores.models import Member

# Times beyond it cannot be told in every zone.
LAST_YEAR = 9000


def _day_input() -> forms.DateInput:
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class AwayForm(Dressed, forms.Form):
    """First day, last day, who stands in, and what they must know."""

    first_day = forms.DateField(label=_("First day away"), widget=_day_input())
    last_day = forms.DateField(label=_("Last day away"), widget=_day_input())
    stand_in = forms.ChoiceField(
        label=_("Who stands in"),
        required=False,
        help_text=_(
            "What customers write to you meanwhile goes to them; without one it goes back to the queue."
        ),
    )
    note = forms.CharField(
        label=_("What they must know"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, colleagues: Sequence[Member], zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._zone, self._colleagues = zone, {str(each.public_id): each for each in colleagues}
        names = [(key, each.display_name) for key, each in self._colleagues.items()]
        self.fields["stand_in"].choices = [("", _("Nobody")), *names]  # type: ignore[attr-defined]

    def clean_last_day(self) -> date:
        """Return the day; one that no calendar goes past is too far off, as `go_away` says of others."""
        day: date = self.cleaned_data["last_day"]
        if day.year > LAST_YEAR:
            raise forms.ValidationError(TOO_LONG)
        return day

    @property
    def since(self) -> datetime:
        """The first moment away."""
        return self._midnight(self.cleaned_data["first_day"])

    @property
    def until(self) -> datetime:
        """The moment of being back."""
        return self._midnight(self.cleaned_data["last_day"] + timedelta(days=1))

    @property
    def who_stands_in(self) -> Member | None:
        """Who stands in."""
        return self._colleagues.get(self.cleaned_data["stand_in"])

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), self._zone)


def days_of(member: Member, zone: ZoneInfo) -> dict[str, Any]:
    """Return what the page shows of somebody who is away, or will be, and the day on which they are back."""
    if member.away_from is None or member.away_until is None:
        return {}
    first_day_back = member.away_until.astimezone(zone).date()
    return {
        "first_day": member.away_from.astimezone(zone).date(),
        "last_day": first_day_back - timedelta(days=1),
        "first_day_back": first_day_back,
        "stand_in": str(member.stand_in.public_id) if member.stand_in else "",
        "note": member.away_note,
    }
