"""Forms of the chat's settings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from saath.accounts.forms import Dressed
from saath.chats.sites import MOST_SITES, read_sites
from saath.core.errors import BadInput
from saath.core.languages import CHOICES, CODES
from saath.stores.settings_forms import ReadableColour

LONGEST_WORDS = 300
LONGEST_SITES = MOST_SITES * 300
MOST_CHATS_EACH = 20
WAITS_MINUTES = (1, 2, 3, 5, 10, 15)


class SitesForm(Dressed, forms.Form):
    """Whether the chat is there, and on which sites."""

    helps: dict[str, str | Promise] = {
        "sites": _(
            "One address a line, such as https://www.shop.in. Only pages of these sites may show the chat."
        )
    }
    is_on = forms.BooleanField(label=_("Show the chat on my pages"), required=False)
    sites = forms.CharField(
        label=_("My sites"),
        error_messages={"required": _("Name the site on which the chat is to be shown.")},
        max_length=LONGEST_SITES,
        widget=forms.Textarea({"rows": 3, "lang": "en", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def clean_sites(self) -> list[str]:
        """Read the lines; say which one is no site."""
        try:
            return read_sites(self.cleaned_data["sites"])
        except BadInput as error:
            raise forms.ValidationError(str(error.message)) from error


class LookForm(Dressed, ReadableColour):
    """The colour of the chat, and its words: a field for each language."""

    colour = forms.CharField(label=_("Colour of the chat"), widget=forms.TextInput(attrs={"type": "color"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part in ("greeting", "away"):
            for code, name in CHOICES:
                widget = forms.Textarea(attrs={"class": "input", "rows": 4, "lang": code})
                self.fields[f"{part}_{code}"] = forms.CharField(
                    label=name, required=False, max_length=LONGEST_WORDS, widget=widget
                )

    def texts(self, part: str) -> dict[str, str]:
        """Return the words of a part by language, '' where ours are meant."""
        return {code: " ".join(self.cleaned_data[f"{part}_{code}"].split()) for code in CODES}

    @property
    def greeting(self) -> list[forms.BoundField]:
        """Return the fields of what is said while somebody is there."""
        return [self[f"greeting_{code}"] for code in CODES]

    @property
    def away(self) -> list[forms.BoundField]:
        """Return the fields of what is said while nobody is."""
        return [self[f"away_{code}"] for code in CODES]


class LimitsForm(Dressed, forms.Form):
    """How much one person takes, and how long nobody waits."""

    chats_each = forms.IntegerField(
        label=_("Chats at once for each of us"), min_value=1, max_value=MOST_CHATS_EACH
    )
    longest_wait_seconds = forms.TypedChoiceField(label=_("Longest wait"), coerce=int)

    def __init__(self, *args: Any, present: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waits = sorted({minutes * 60 for minutes in WAITS_MINUTES} | {present})
        field = self.fields["longest_wait_seconds"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(seconds, _wait(seconds)) for seconds in waits]


def _wait(seconds: int) -> str:
    if seconds % 60:
        return ngettext("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds}
    return ngettext("%(n)d minute", "%(n)d minutes", seconds // 60) % {"n": seconds // 60}
