"""The form of a message that shows itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saath.accounts.forms import Dressed
from saath.chats.actions.openers import OpenerWish
from saath.chats.models import Opener
from saath.chats.opener_rules import LONGEST_PATH, LONGEST_SECONDS, LONGEST_WORDS, SHORTEST_SECONDS, path_in
from saath.chats.queries.openers import CountedOpener
from saath.core.errors import BadInput
from saath.core.languages import CHOICES, CODES

USUAL_SECONDS = 30


class OpenerForm(Dressed, forms.Form):
    """Where it shows itself, when, and with which words: a field for each language."""

    helps: dict[str, str | Promise] = {
        "path": _("The path of a page, such as /checkout. A star stands for anything: /pillows/*."),
    }
    path = forms.CharField(
        label=_("On which page"),
        max_length=LONGEST_PATH,
        widget=forms.TextInput({"lang": "en", "autocapitalize": "none", "spellcheck": "false"}),
    )
    kind = forms.ChoiceField(
        label=_("When"),
        choices=[
            (Opener.Kind.AFTER, _("After so long on the page")),
            (Opener.Kind.STUCK, _("After so long without progress, as in a checkout")),
        ],
    )
    seconds = forms.IntegerField(
        label=_("Seconds"), min_value=SHORTEST_SECONDS, max_value=LONGEST_SECONDS, initial=USUAL_SECONDS
    )
    is_on = forms.BooleanField(label=_("Show it"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in CHOICES:
            widget = forms.Textarea(attrs={"class": "input", "rows": 3, "lang": code})
            self.fields[f"words_{code}"] = forms.CharField(
                label=name, required=False, max_length=LONGEST_WORDS, widget=widget
            )

    def clean_path(self) -> str:
        """Read the path; say why it is none."""
        try:
            return path_in(self.cleaned_data["path"])
        except BadInput as error:
            raise forms.ValidationError(str(error.message)) from error

    @property
    def rule(self) -> list[forms.BoundField]:
        """Return the fields that say where and when."""
        return [self["path"], self["kind"], self["seconds"]]

    @property
    def words(self) -> list[forms.BoundField]:
        """Return the fields of its words."""
        return [self[f"words_{code}"] for code in CODES]

    def wish(self) -> OpenerWish:
        """Return what is wished; the form has to be valid."""
        said = self.cleaned_data
        texts = {code: " ".join(said[f"words_{code}"].split()) for code in CODES}
        return OpenerWish(said["path"], said["kind"], said["seconds"], texts, said["is_on"])


def form_of(shown: CountedOpener) -> OpenerForm:
    """Return the form of a rule that is there."""
    opener = shown.opener
    words = {f"words_{code}": text for code, text in shown.text.versions.items()}
    rule = {"path": opener.path, "kind": opener.kind, "seconds": opener.seconds, "is_on": opener.is_on}
    return OpenerForm(initial={**rule, **words}, auto_id=f"id_{opener.number}_%s")
