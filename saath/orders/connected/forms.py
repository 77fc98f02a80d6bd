"""Forms of the pages of connections, made of what a connector says that it needs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saath.accounts.forms import Dressed
from saath.core.text import is_storable
from saath.orders.actions.connections import SHORTEST_SECRET
from saath.orders.connectors.base import Connector, Credential

LONGEST = 200
LONGEST_KEY = 1000
PLAIN = {"class": "input", "autocomplete": "off"}
HIDDEN = forms.PasswordInput(attrs=PLAIN)


class ConnectForm(Dressed, forms.Form):
    """What a platform calls the shop, and what the shop calls the connection."""

    name = forms.CharField(label=_("Your name for it"), max_length=80)

    def __init__(self, *args: Any, connector: Connector, **kwargs: Any) -> None:
        self._account = connector.ACCOUNT
        kwargs["initial"] = {"name": connector.name, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        if connector.ACCOUNT is not None:
            self.fields = {"account": _field(connector.ACCOUNT, LONGEST), **self.fields}

    def clean_account(self) -> str:
        """Return the account in one writing."""
        return _tidied(self._account, self.cleaned_data["account"])

    @property
    def account(self) -> str:
        """Return what the platform calls the shop, "" where it has no name for it."""
        return str(self.cleaned_data.get("account", ""))


class CredentialsForm(Dressed, forms.Form):
    """What opens a platform's API."""

    def __init__(self, *args: Any, connector: Connector, **kwargs: Any) -> None:
        self._wanted = connector.CREDENTIALS
        super().__init__(*args, **kwargs)
        self.fields = {each.key: _field(each, LONGEST_KEY) for each in connector.CREDENTIALS}

    def clean(self) -> dict[str, Any]:
        """Refuse a form in which nothing is."""
        if not any(self.cleaned_data.values()) and not self.errors:
            raise forms.ValidationError(_("Something is missing here."))
        return self.cleaned_data

    def credentials(self) -> dict[str, str]:
        """Return what was entered, by its keys."""
        return {each.key: each.tidy(self.cleaned_data[each.key]) for each in self._wanted}


class SecretForm(Dressed, forms.Form):
    """The secret that a platform signs with, and whether others know the one before it."""

    secret = forms.CharField(
        label=_("Secret"), min_length=SHORTEST_SECRET, max_length=LONGEST_KEY, widget=HIDDEN, strip=True
    )


def _field(asked: Credential, longest: int) -> forms.CharField:
    plain = forms.TextInput(attrs={**PLAIN, "autocapitalize": "none", "spellcheck": "false"})
    widget = HIDDEN if asked.is_secret else plain
    return forms.CharField(
        label=str(asked.label),
        help_text=str(asked.help),
        max_length=longest,
        widget=widget,
        required=not asked.is_optional,
    )


def _tidied(asked: Credential | None, written: str) -> str:
    try:
        tidy = asked.tidy(written) if asked is not None else ""
    except ValueError as error:
        raise _unlike(asked) from error
    if not is_storable(tidy):
        raise _unlike(asked)
    return tidy


def _unlike(asked: Credential | None) -> forms.ValidationError:
    """Return what is wrong, with how it looks and where it is found, which stood there until then."""
    help_text = str(asked.help) if asked is not None else ""
    return forms.ValidationError(" ".join(filter(None, (str(_("This does not look like it.")), help_text))))
