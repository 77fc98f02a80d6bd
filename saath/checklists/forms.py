"""The form of a checklist."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saath.accounts.forms import Dressed
from saath.checklists.content import LONGEST_NAME, Content
from saath.checklists.models import Checklist
from saath.core.languages import CODES, LANGUAGES
from saath.core.names import from_columns, in_columns


class ChecklistForm(Dressed, forms.Form):
    """Everything about a checklist: its names, its items in each language, and whether it is needed to solve."""

    is_required = forms.BooleanField(label=_("Needed to solve a conversation"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput(), required=False)

    def __init__(self, *args: Any, checklist: Checklist | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial=_presented(checklist) if checklist else None, **kwargs)
        for language in LANGUAGES:
            area = forms.Textarea(attrs={"rows": 8, "class": "input", "lang": language.code})
            line = forms.TextInput(attrs={"class": "input", "lang": language.code, "autocomplete": "off"})
            self.fields[f"name_{language.code}"] = forms.CharField(
                label=language.own_name, required=False, max_length=LONGEST_NAME, widget=line
            )
            self.fields[f"items_{language.code}"] = forms.CharField(
                label=language.own_name, required=False, max_length=8_000, widget=area
            )

    def named(self) -> list[Any]:
        """Return the field of the name in each language."""
        return [self[f"name_{code}"] for code in CODES]

    def listed(self) -> list[Any]:
        """Return the field of the items in each language."""
        return [self[f"items_{code}"] for code in CODES]

    def content(self) -> Content:
        """Return what was entered. Only of a valid form."""
        entered = self.cleaned_data
        return Content(
            names={code: entered[f"name_{code}"] for code in CODES},
            items=from_columns({code: entered[f"items_{code}"] for code in CODES}),
            is_required=entered["is_required"],
        )


def _presented(checklist: Checklist) -> dict[str, Any]:
    return {
        "is_required": checklist.is_required,
        "version": checklist.version,
        **{f"name_{code}": checklist.names.get(code, "") for code in CODES},
        **{f"items_{code}": column for code, column in in_columns(checklist.items).items()},
    }
