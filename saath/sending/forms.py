"""Forms of the pages about sending."""

from __future__ import annotations

from typing import cast

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saath.accounts.forms import Dressed
from saath.channels.email.smtp_out import Security


def _secret(label: str | Promise) -> forms.CharField:
    return forms.CharField(
        label=cast(str, label), widget=forms.PasswordInput(attrs={"autocomplete": "off"}), max_length=500
    )


class ServerForm(Dressed, forms.Form):
    """A mail server of the shop's own, or of its provider."""

    host = forms.CharField(label=_("Server"), max_length=253)
    port = forms.IntegerField(label=_("Port"), min_value=1, max_value=65535)
    security = forms.ChoiceField(
        label=_("Protection of the line"),
        choices=[(Security.STARTTLS.value, "STARTTLS"), (Security.TLS.value, "TLS")],
    )
    user = forms.CharField(label=_("User, often the whole mail address"), max_length=320)
    secret = _secret(_("Password"))


class PlaceForm(ServerForm):
    """Another server or port; another server needs the password anew."""

    helps = {"secret": _("Only if the server is another one, or the password has changed.")}

    user = None  # type: ignore[assignment]  # who signs in stays
    secret = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        max_length=500,
        required=False,
    )


class MailgunForm(Dressed, forms.Form):
    """A domain that was set up at Mailgun."""

    region = forms.ChoiceField(
        label=_("Region of the domain at Mailgun"),
        choices=[("us", _("United States")), ("eu", _("Europe"))],
    )
    user = forms.CharField(label=_("Domain at Mailgun"), max_length=253)
    secret = _secret(_("Sending key"))


class BrevoForm(Dressed, forms.Form):
    """An account at Brevo."""

    secret = _secret(_("API key"))


class SecretForm(Dressed, forms.Form):
    """Another password or key."""

    secret = _secret(_("Password or key"))
