"""Forms of the mailbox pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saath.accounts.forms import Dressed
from saath.channels.email.imap_facts import Security
from saath.conversations.models import ChannelAccount
from saath.mailboxes.rules import Preset

ONLY_NEW = "new"
OPENING = ("account", "user", "password")
PLACE = ("host", "port", "security", "folders")
LINES = [(Security.TLS.value, "TLS"), (Security.STARTTLS.value, "STARTTLS")]
DAYS = ("7", "30", "90", "365")


class MailboxForm(Dressed, forms.Form):
    """Where a mailbox is and who opens it; what a provider fixes is filled in, what its sign-in replaces is left out."""

    account = forms.ChoiceField(label=_("Mail in it is for"))
    user = forms.CharField(label=_("User, often the whole mail address"), max_length=320)
    password = forms.CharField(
        label=_("Password"), widget=forms.PasswordInput(attrs={"autocomplete": "off"}), max_length=500
    )
    host = forms.CharField(label=_("Server"), max_length=253)
    port = forms.IntegerField(label=_("Port"), min_value=1, max_value=65535)
    security = forms.ChoiceField(label=_("Protection of the line"), choices=LINES)
    folders = forms.CharField(label=_("Folders, with commas between them"), max_length=500)
    reads_sent = forms.BooleanField(
        label=_("Answers that we send from a phone or another program count too"), required=False
    )

    def __init__(
        self, *args: Any, accounts: Sequence[ChannelAccount], preset: Preset, by_consent: bool, **kwargs: Any
    ) -> None:
        fixed = {"host": preset.host, "port": preset.port, "security": Security.TLS.value, "folders": "INBOX"}
        address = accounts[0].address if accounts else ""
        kwargs["initial"] = {**fixed, "user": address, "reads_sent": True, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        account = self.fields["account"]
        assert isinstance(account, forms.ChoiceField)
        account.choices = [(str(each.public_id), each.address) for each in accounts]
        if len(accounts) == 1:
            account.initial, account.widget = account.choices[0][0], forms.HiddenInput()
        if preset.app_password_url:
            self.fields["user"].label, self.fields["password"].label = _("Mail address"), _("App password")
        if by_consent:
            del self.fields["password"]
        for name in ("port", "folders"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def opening_fields(self) -> list[forms.BoundField]:
        """Return the fields of who opens the mailbox."""
        return [self[name] for name in OPENING if name in self.fields and not self[name].is_hidden]

    def place_fields(self) -> list[forms.BoundField]:
        """Return the fields of where it is, which a known provider fixes."""
        return [self[name] for name in PLACE]

    def has_place_errors(self) -> bool:
        """Whether one of these has to be corrected."""
        return any(name in self.errors for name in PLACE)

    def folder_names(self) -> list[str]:
        """Return the folders as they were named."""
        return [name.strip() for name in self.cleaned_data["folders"].split(",") if name.strip()]


class PasswordForm(Dressed, forms.Form):
    """Another password for a mailbox."""

    password = forms.CharField(
        label=_("Password"), widget=forms.PasswordInput(attrs={"autocomplete": "off"}), max_length=500
    )


class PlaceForm(Dressed, forms.Form):
    """Another server or port for a mailbox; another server needs the password anew."""

    helps = {"password": _("Only if the server is another one, or the password has changed.")}

    host = forms.CharField(label=_("Server"), max_length=253)
    port = forms.IntegerField(label=_("Port"), min_value=1, max_value=65535)
    security = forms.ChoiceField(label=_("Protection of the line"), choices=LINES)
    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        max_length=500,
        required=False,
    )


class SinceForm(Dressed, forms.Form):
    """From which day on to go through the mails again."""

    since = forms.DateField(label=_("Since"), widget=forms.DateInput(attrs={"type": "date"}))


def chosen_since(choice: str, *, today: date) -> date | None:
    """Return the day from which to import, None for new mail only. Raises ValueError for what was not offered."""
    if choice == ONLY_NEW:
        return None
    if choice == "all":
        return date(1970, 1, 1)
    if choice not in DAYS:
        raise ValueError(choice)
    return today - timedelta(days=int(choice))
