"""The sign-in library's forms in our words and dress."""

from typing import Any, cast

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saath.accounts.addresses import address_key
from saath.accounts.backends import find_person
from saath.accounts.models import Person

PASSWORD_HELP = _("At least 10 characters. A few words in a row are easy to remember and hard to guess.")


class Dressed(forms.BaseForm):
    """Gives every field the look of the design, and our label and help where the library has its own."""

    labels: dict[str, str | Promise] = {}
    helps: dict[str, str | Promise] = {}
    without: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.without:
            self.fields.pop(name, None)
        for name, field in self.fields.items():
            field.label = cast(str, self.labels.get(name, field.label))
            field.help_text = cast(str, self.helps.get(name, ""))
            field.widget.attrs.pop("placeholder", None)
            if not isinstance(field.widget, forms.CheckboxInput | forms.HiddenInput | forms.RadioSelect):
                field.widget.attrs["class"] = "input"


class SignInForm(Dressed, account.LoginForm):  # type: ignore[misc]
    """Address and password."""

    labels = {
        "login": _("E-mail address"),
        "password": _("Password"),
        "remember": _("Stay signed in on this device"),
    }

    def clean_login(self) -> str:
        """The key of the address, so that every spelling counts towards the same limit."""
        return address_key(self.cleaned_data["login"])


class ResetPasswordForm(Dressed, account.ResetPasswordForm):  # type: ignore[misc]
    """Asks for the address to which a link goes."""

    labels = {"email": _("E-mail address")}

    def clean_email(self) -> str:
        """The address as entered; who it belongs to is never told."""
        person = find_person(self.cleaned_data["email"])
        self.users = [person] if person and person.is_active else []
        return str(self.cleaned_data["email"])

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Send the link to the address on record."""
        from saath.accounts.jobs import ask_for_reset

        ask_for_reset(request, self.users[0] if self.users else None)
        return str(self.cleaned_data["email"])


class NewPasswordForm(Dressed, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password after the link in a mail."""

    labels = {"password1": _("New password")}
    helps = {"password1": PASSWORD_HELP}
    without = ("password2",)


class ChangePasswordForm(Dressed, account.ChangePasswordForm):  # type: ignore[misc]
    """The old and the new password."""

    labels = {"oldpassword": _("Password until now"), "password1": _("New password")}
    helps = {"password1": PASSWORD_HELP}
    without = ("password2",)


class SetPasswordForm(Dressed, account.SetPasswordForm):  # type: ignore[misc]
    """A first password, for somebody who had none."""

    labels = {"password1": _("New password")}
    helps = {"password1": PASSWORD_HELP}
    without = ("password2",)


class ConfirmPasswordForm(Dressed, account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something that must stay safe."""

    labels = {"password": _("Password")}


class CodeForm(Dressed, mfa.AuthenticateForm):  # type: ignore[misc]
    """The second step: a code of the app, or one of the recovery codes."""

    labels = {"code": _("Code")}
    helps = {"code": _("Six digits from your app, or one of your recovery codes.")}


class ConfirmCodeForm(Dressed, mfa.ReauthenticateForm):  # type: ignore[misc]
    """A code once more, before something that must stay safe."""

    labels = {"code": _("Code")}
    helps = CodeForm.helps


class ActivateAppForm(Dressed, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new authenticator app."""

    labels = {"code": _("Code that the app shows")}


class AddPasskeyForm(Dressed, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey.  It signs in by itself: device and fingerprint, face or PIN are two steps in one."""

    labels = {"name": _("Name of this passkey")}
    helps = {"name": _("So that you recognise it, such as “my phone”.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].widget = forms.HiddenInput()
        self.initial["passwordless"] = True


class RenamePasskeyForm(Dressed, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    labels = AddPasskeyForm.labels


class ProfileForm(Dressed, forms.ModelForm[Person]):
    """What a person says about themselves."""

    helps = {
        "name": _("Customers see your first name under your answers."),
        "address_form": _("For languages where the verb shows it: मीरा लिख रही हैं, अर्जुन लिख रहे हैं."),
    }

    class Meta:
        model = Person
        fields = ("name", "language", "theme", "address_form", "has_letter_keys")
