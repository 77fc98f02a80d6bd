"""The form of one text: a field for each language of the shop."""

from __future__ import annotations

from typing import Any

from django import forms

from saath.accounts.forms import Dressed
from saath.core.errors import BadInput
from saath.core.languages import CHOICES
from saath.promises.wording.queries import Shown
from saath.stores.texts import check_wording

LONGEST = 2000


class TextForm(Dressed, forms.Form):
    """A text by language; an empty one stands for ours."""

    def __init__(self, *args: Any, shown: Shown, **kwargs: Any) -> None:
        self.shown = shown
        said = {code: shown.words.versions.get(code, "") for code in shown.languages}
        super().__init__(*args, initial={f"text_{code}": text for code, text in said.items()}, **kwargs)
        rows = max(4, *(len(text) // 32 + text.count("\n") for text in said.values()))
        for code, name in CHOICES:
            if code in said:
                widget = forms.Textarea(attrs={"class": "input", "rows": min(rows, 14), "lang": code})
                self.fields[f"text_{code}"] = forms.CharField(
                    label=name, required=False, max_length=LONGEST, widget=widget
                )

    def clean(self) -> dict[str, Any]:
        """Refuse a text that forgets a value or names one that there is not."""
        for language, text in self.texts.items():
            try:
                if text:
                    check_wording(self.shown.about.key, text)
            except BadInput as error:
                self.add_error(f"text_{language}", str(error.message))
        return self.cleaned_data

    @property
    def texts(self) -> dict[str, str]:
        """The words by language as far as they are given, '' where ours are meant."""
        found = self.cleaned_data if self.is_bound else self.initial
        said = {code: found.get(f"text_{code}") for code in self.shown.languages}
        return {code: text.replace("\r\n", "\n").strip() for code, text in said.items() if text is not None}
