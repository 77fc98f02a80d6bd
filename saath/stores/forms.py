"""Forms of the team."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from saath.accounts.forms import PASSWORD_HELP, Dressed
from saath.core.languages import CHOICES
from saath.stores.models import ROLE_NAMES
from saath.stores.rules import Role

ROLE_HELPS = {
    Role.OWNER: _("Everything, other owners and the audit included."),
    Role.MANAGER: _("Answers, leads the team, changes the settings of the shop."),
    Role.MEMBER: _("Answers customers."),
    Role.READER: _("Reads along and changes nothing."),
}


def role_choices(roles: Iterable[Role]) -> list[tuple[str, Any]]:
    """Roles with their names, the smallest right first."""
    names = dict(ROLE_NAMES)
    return [(role.value, names[role.value]) for role in reversed(list(roles))]


class InvitationForm(Dressed, forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, roles: Iterable[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)
        role.choices, role.initial = role_choices(roles), Role.MEMBER.value


class NewcomerForm(Dressed, forms.Form):
    """An account for somebody who was invited."""

    name = forms.CharField(label=_("Your name"), max_length=120)
    language = forms.ChoiceField(label=_("Language"), choices=CHOICES)
    password = forms.CharField(label=_("Password"), strip=False, widget=forms.PasswordInput())
    helps = {"name": _("Customers see your first name under your answers."), "password": PASSWORD_HELP}

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["password"].widget.attrs["autocomplete"] = "new-password"

    def clean_password(self) -> str:
        """A password that is long enough and not on the list of the common ones."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password
