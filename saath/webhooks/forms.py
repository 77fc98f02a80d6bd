"""Forms of the pages of webhooks."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from saath.accounts.forms import Dressed
from saath.core.clock import now
from saath.webhooks.addresses import MOST
from saath.webhooks.catalogue import CATALOGUE, GROUPS, NAMES
from saath.webhooks.content import LONGEST_NAME, Content
from saath.webhooks.models import Endpoint

LOCAL = "%Y-%m-%dT%H:%M"
ALL, SOME = "all", "some"


class EndpointForm(Dressed, forms.Form):
    """What a shop says of an endpoint."""

    name = forms.CharField(label=_("Your name for it"), max_length=LONGEST_NAME)
    url = forms.CharField(
        label=_("Address"),
        max_length=MOST,
        widget=forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false", "lang": "en"}),
    )
    hears = forms.ChoiceField(
        label=_("What it hears of"),
        choices=((ALL, _("Everything, also what is added later")), (SOME, _("What is ticked below"))),
        widget=forms.RadioSelect,
        initial=ALL,
    )
    kinds = forms.MultipleChoiceField(choices=[(name, name) for name in NAMES], required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    helps = {"url": _("A page of your own server that takes JSON by POST, with https://.")}

    def __init__(self, *args: Any, endpoint: Endpoint | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if endpoint is not None:
            self.initial = {
                "name": endpoint.name,
                "url": endpoint.url,
                "hears": ALL if endpoint.hears_everything else SOME,
                "kinds": endpoint.kinds,
                "version": endpoint.version,
            }

    @property
    def groups(self) -> list[tuple[Any, list[tuple[str, Any, bool]]]]:
        """Return the events by what they are about: each by its name and sentence, and whether it is ticked."""
        chosen = set(self["kinds"].value() or ())
        return [
            (
                label,
                [(told.name, told.label, told.name in chosen) for told in CATALOGUE if told.group == group],
            )
            for group, label in GROUPS.items()
        ]

    def content(self) -> Content:
        """Return what was entered."""
        said = self.cleaned_data
        is_all = said["hears"] == ALL
        return Content(said["name"], said["url"], () if is_all else tuple(said["kinds"]), is_all)


class ReplayForm(Dressed, forms.Form):
    """A stretch of time in the shop's zone, and whether what arrived goes again too."""

    since = forms.CharField(
        label=_("Since when"), max_length=20, widget=forms.TextInput(attrs={"type": "datetime-local"})
    )
    until = forms.CharField(
        label=_("Until when"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"type": "datetime-local"}),
    )
    is_all = forms.BooleanField(label=_("Also what arrived already"), required=False)
    helps = {"until": _("Left empty, it is until now.")}

    def __init__(self, *args: Any, zone: ZoneInfo, since: datetime | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._zone = zone
        at = now()
        self.initial = {"since": f"{(since or at - timedelta(days=1)).astimezone(zone):{LOCAL}}"}

    def clean_since(self) -> datetime:
        """Return the beginning with its zone."""
        return self._moment(self.cleaned_data["since"])

    def clean_until(self) -> datetime:
        """Return the end with its zone, the present where nothing was entered."""
        said = self.cleaned_data["until"]
        return self._moment(said) if said else now()

    def _moment(self, said: str) -> datetime:
        try:
            return datetime.fromisoformat(said).replace(tzinfo=self._zone)
        except ValueError as error:
            raise forms.ValidationError(_("Enter a day and a time.")) from error
