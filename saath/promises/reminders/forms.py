"""The form of one kind: its switch, its times, its text in each language of the shop."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saath.accounts.forms import Dressed
from saath.core.errors import BadInput
from saath.core.languages import CHOICES, CODES
from saath.promises.models import OwnWordSettings
from saath.promises.reminders.kinds import About
from saath.stores.texts import LocalText, check_wording

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

    def __init__(
        self, *args: Any, about: About, settings: OwnWordSettings, words: LocalText,
        languages: Collection[str], **kwargs: Any,
    ) -> None:  # fmt: skip
        self.about = about
        kwargs["initial"] = {
            "on": getattr(settings, about.switch),
            **{name: getattr(settings, name) for name in about.times},
            **{f"text_{code}": words.versions.get(code, "") for code in languages},
        }
        super().__init__(*args, auto_id=f"id_{about.kind}_%s", **kwargs)
        self.fields["on"] = forms.BooleanField(label=SWITCHES[about.kind], required=False)
        for name in about.times:
            self.fields[name] = _number(name)
        for code, name in CHOICES:
            if code in languages:
                widget = forms.Textarea(attrs={"class": "input", "rows": 9, "lang": code})
                self.fields[f"text_{code}"] = forms.CharField(
                    label=name, required=False, max_length=2000, widget=widget
                )

    def clean(self) -> dict[str, Any]:
        """Refuse a text that forgets a value or names one that there is not."""
        for language, text in self.texts.items():
            try:
                if text:
                    check_wording(self.about.text, text)
            except BadInput as error:
                self.add_error(f"text_{language}", str(error.message))
        return self.cleaned_data

    @property
    def times(self) -> dict[str, int]:
        """The numbers of a sound form."""
        return {name: self.cleaned_data[name] for name in self.about.times}

    @property
    def texts(self) -> dict[str, str]:
        """The words by language as far as they are given, '' where ours are meant."""
        found = self.cleaned_data if self.is_bound else self.initial
        said = {code: found.get(f"text_{code}") for code in CODES}
        return {code: text.replace("\r\n", "\n").strip() for code, text in said.items() if text is not None}

    @property
    def numbers(self) -> list[forms.BoundField]:
        """The fields of the times."""
        return [self[name] for name in self.about.times]

    @property
    def wordings(self) -> list[forms.BoundField]:
        """The fields of the texts."""
        return [self[name] for name in self.fields if name.startswith("text_")]


def _number(name: str) -> forms.IntegerField:
    """Return a field with the bounds of its column."""
    column: Any = OwnWordSettings._meta.get_field(name)
    least, most = (each.limit_value for each in sorted(column.validators, key=_by_limit)[:2])
    widget = forms.NumberInput(attrs={"class": "input"})
    return forms.IntegerField(label=TIMES[name], min_value=least, max_value=most, widget=widget)


def _by_limit(validator: Any) -> int:
    limit: int = getattr(validator, "limit_value", 0)
    return limit
