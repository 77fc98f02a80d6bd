"""How the shop makes amends, and its codes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from babel.numbers import get_currency_precision
from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from saath.accounts.forms import Dressed
from saath.core.money import currency_called
from saath.promises.amends.actions.deciding import Terms
from saath.promises.amends.queries import Decided
from saath.promises.models import AmendsSettings
from saath.promises.models.amends import MODES

PROMISES = {
    "first_answer": _("First answer"),
    "next_answer": _("Next answer"),
    "solution": _("Solution"),
    "update": _("Promised update"),
}
MOST = Decimal(100_000)


class AmendsForm(Dressed, forms.Form):
    """For which promises, with what, within which budget, signed by whom."""

    gift = forms.ChoiceField(label=_("With the apology"), choices=AmendsSettings.Gift.choices)
    case = forms.DecimalField(label=_("Worth, for one case"), min_value=0, max_value=MOST)
    month = forms.DecimalField(label=_("Budget of a month"), min_value=0, max_value=MOST * 100)
    again_after_days = forms.IntegerField(
        label=_("The same customer again after so many days at the soonest"), min_value=1, max_value=365
    )
    coupon_days = forms.IntegerField(label=_("A coupon is good for so many days"), min_value=7, max_value=365)
    signed_by = forms.ChoiceField(label=_("Signed by"), required=False)

    def __init__(self, *args: Any, decided: Decided, **kwargs: Any) -> None:
        settings = decided.settings
        self.currency = settings.currency
        self.colleagues = {str(each.public_id): each for each in decided.colleagues}
        kwargs["initial"] = {
            **{name: getattr(settings, name) for name in (*MODES, "gift", "again_after_days", "coupon_days")},
            "case": self._major(settings.case_minor),
            "month": self._major(settings.month_minor),
            "signed_by": str(settings.signed_by.public_id) if settings.signed_by else "",
            "currency": settings.currency,
        }
        super().__init__(*args, **kwargs)
        if len(decided.currencies) > 1:
            language = translation.get_language() or "en"
            called = [(each, currency_called(each, language)) for each in decided.currencies]
            self.fields["currency"] = forms.ChoiceField(label=_("Currency"), choices=called)
            self.fields["currency"].widget.attrs["class"] = "input"
        for name, label in PROMISES.items():
            self.fields[name] = forms.ChoiceField(label=label, choices=AmendsSettings.Mode.choices)
            self.fields[name].widget.attrs["class"] = "input"
        names = [(key, each.display_name) for key, each in self.colleagues.items()]
        self.fields["signed_by"].choices = [("", _("Whoever has the conversation")), *names]  # type: ignore[attr-defined]

    @property
    def modes(self) -> list[forms.BoundField]:
        """The fields of the promises."""
        return [self[name] for name in MODES]

    @property
    def others(self) -> list[forms.BoundField]:
        """The other fields."""
        names = ("gift", "currency", "case", "month", "again_after_days", "coupon_days", "signed_by")
        return [self[name] for name in names if name in self.fields]

    def terms(self) -> Terms:
        """What a sound form says."""
        data = self.cleaned_data
        self.currency = data.get("currency", self.currency)
        return Terms(
            modes={name: data[name] for name in MODES},
            gift=data["gift"],
            case_minor=self._minor(data["case"]),
            month_minor=self._minor(data["month"]),
            again_after_days=data["again_after_days"],
            coupon_days=data["coupon_days"],
            signed_by=self.colleagues.get(data["signed_by"]),
            currency=self.currency,
        )

    def _major(self, minor: int) -> Decimal:
        return Decimal(minor).scaleb(-get_currency_precision(self.currency))

    def _minor(self, major: Decimal) -> int:
        return int(major.scaleb(get_currency_precision(self.currency)))


class CodesForm(Dressed, forms.Form):
    """Codes of the shop, one a line."""

    codes = forms.CharField(
        label=_("Codes, one a line"),
        max_length=90_000,
        widget=forms.Textarea(attrs={"rows": 4, "lang": "en"}),
    )

    @property
    def lines(self) -> list[str]:
        """The codes of a sound form."""
        said: str = self.cleaned_data["codes"]
        return said.split("\n")
