"""What somebody chooses to hear of."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saath.team.rules import Digest, Kind, Quiet, Way, Wish
from saath.team.said import CHOICES, DIGESTS, QUIET, WAYS


class HearingForm(forms.Form):
    """Kinds and their ways, quiet hours, the digest."""

    quiet = forms.ChoiceField(label=_("Quiet"), choices=[(each.value, QUIET[each]) for each in Quiet])
    quiet_from = forms.TimeField(
        label=_("Quiet from"), required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    quiet_to = forms.TimeField(
        label=_("Quiet until"), required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    digest = forms.ChoiceField(
        label=_("Mail of what you missed"), choices=[(each.value, DIGESTS[each]) for each in Digest]
    )
    shows_words = forms.BooleanField(
        label=_("Show the customer’s name and first words on locked screens too"), required=False
    )

    def __init__(self, data: Any = None, *, wish: Wish) -> None:
        initial = {
            "quiet": wish.quiet.value,
            "quiet_from": wish.quiet_from,
            "quiet_to": wish.quiet_to,
            "digest": wish.digest.value,
            "shows_words": wish.shows_words,
        }
        super().__init__(data, initial=initial)
        for kind in Kind:
            self.fields[kind.value] = forms.MultipleChoiceField(
                label=str(CHOICES[kind]),
                choices=[(way.value, WAYS[way]) for way in Way],
                required=False,
                initial=list(wish.kinds.get(kind.value, ())),
                widget=forms.CheckboxSelectMultiple,
            )
        for field in self.fields.values():
            if isinstance(field.widget, forms.Select | forms.TimeInput):
                field.widget.attrs["class"] = "input"

    def clean(self) -> dict[str, Any]:
        """Ask for both times where it is quiet between two times."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name in ("quiet_from", "quiet_to"):
            if cleaned.get("quiet") == Quiet.TIMES and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("Say from when until when."))
        return cleaned

    @property
    def kinds(self) -> list[forms.BoundField]:
        """Return the fields of the kinds."""
        return [self[kind.value] for kind in Kind]

    @property
    def times(self) -> list[forms.BoundField]:
        """Return the fields of quiet hours and digest."""
        return [self[name] for name in ("quiet", "quiet_from", "quiet_to", "digest")]

    @property
    def wish(self) -> Wish:
        """Return what was chosen."""
        given = self.cleaned_data
        return Wish(
            kinds={kind.value: tuple(given[kind.value]) for kind in Kind},
            quiet=Quiet(given["quiet"]),
            quiet_from=given["quiet_from"],
            quiet_to=given["quiet_to"],
            digest=Digest(given["digest"]),
            shows_words=given["shows_words"],
        )
