"""The form of a field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saath.accounts.forms import Dressed
from saath.core.languages import CODES, LANGUAGES
from saath.core.names import from_columns, in_columns
from saath.fields.content import Content
from saath.fields.kinds import About, Kind
from saath.fields.models import Field


class FieldForm(Dressed, forms.Form):
    """Everything about a field: its names, its type with what belongs to it, and whether it is needed to solve."""

    kind = forms.ChoiceField(label=_("What it holds"), choices=Kind.choices)
    unit = forms.CharField(label=_("Unit"), max_length=20, required=False)
    least = forms.DecimalField(label=_("At least"), required=False, max_digits=19, decimal_places=4)
    most = forms.DecimalField(label=_("At most"), required=False, max_digits=19, decimal_places=4)
    is_required = forms.BooleanField(label=_("Needed to solve a conversation"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput(), required=False)

    def __init__(self, *args: Any, field: Field | None = None, about: str, **kwargs: Any) -> None:
        super().__init__(*args, initial=_presented(field) if field else None, **kwargs)
        self.about = field.about if field else about
        self._kind = field.kind if field else None
        for language in LANGUAGES:
            area = forms.Textarea(attrs={"rows": 6, "class": "input", "lang": language.code})
            line = forms.TextInput(attrs={"class": "input", "lang": language.code, "autocomplete": "off"})
            self.fields[f"name_{language.code}"] = forms.CharField(
                label=language.own_name, required=False, max_length=60, widget=line
            )
            self.fields[f"options_{language.code}"] = forms.CharField(
                label=language.own_name, required=False, max_length=6_000, widget=area
            )
        if field:
            del self.fields["kind"]
        if self.about != About.CONVERSATION:
            del self.fields["is_required"]

    def named(self) -> list[Any]:
        """Return the field of the name in each language."""
        return [self[f"name_{code}"] for code in CODES]

    def listed(self) -> list[Any]:
        """Return the field of the list in each language."""
        return [self[f"options_{code}"] for code in CODES]

    def content(self) -> Content:
        """Return what was entered. Only of a valid form."""
        entered = self.cleaned_data
        return Content(
            about=self.about,
            kind=self._kind or entered["kind"],
            names={code: entered[f"name_{code}"] for code in CODES},
            options=from_columns({code: entered[f"options_{code}"] for code in CODES}),
            unit=entered["unit"],
            least=entered["least"],
            most=entered["most"],
            is_required=entered.get("is_required", False),
        )


def _presented(field: Field) -> dict[str, Any]:
    shown = [option["names"] for option in field.options if not option.get("is_off")]
    return {
        "unit": field.unit,
        "least": field.least,
        "most": field.most,
        "is_required": field.is_required,
        "version": field.version,
        **{f"name_{code}": field.names.get(code, "") for code in CODES},
        **{f"options_{code}": column for code, column in in_columns(shown).items()},
    }
