"""Forms of the first set-up that its settings do not have."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from saath.accounts.forms import PASSWORD_HELP, Dressed
from saath.stores.forms import role_choices
from saath.stores.hosts import OWN_NAME, SHARED_NAME, desk_shares_its_name
from saath.stores.rules import Role

COLLEAGUES = 3
_host = RegexValidator(
    r"^[a-z0-9.-]+(:\d{1,5})?$", _("Write a host such as desk.myshop.in, without https://.")
)


class HostsForm(Dressed, forms.Form):
    """Under which addresses the three kinds of pages are reached."""

    staff = forms.CharField(label=_("Your desk"), max_length=253, validators=[_host])
    shopper = forms.CharField(label=_("Pages for customers"), max_length=253, validators=[_host])
    content = forms.CharField(label=_("Files that customers send"), max_length=253, validators=[_host])
    helps = {
        "staff": _("Only colleagues open these pages."),
        "content": _("On a host of their own, so that no file can do harm on the others."),
    }

    def clean(self) -> dict[str, Any]:
        """Three different hosts, and for the desk a name of its own."""
        if len(set(self.cleaned_data.values())) < len(self.cleaned_data):
            raise forms.ValidationError(_("Each kind of page needs an address of its own."))
        if desk_shares_its_name(self.cleaned_data):
            raise forms.ValidationError([SHARED_NAME, OWN_NAME])
        return self.cleaned_data


class MailboxForm(Dressed, forms.Form):
    """Where customers write to."""

    mailbox = forms.EmailField(label=_("E-mail address of your shop"), max_length=254)


class OwnerForm(Dressed, forms.Form):
    """The first person."""

    name = forms.CharField(label=_("Your name"), max_length=120)
    email = forms.EmailField(label=_("Your e-mail address"), max_length=254)
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    helps = {
        "name": _("Customers see your first name under your answers."),
        "email": _("With it you sign in."),
        "password": PASSWORD_HELP,
    }

    def clean_password(self) -> str:
        """A password that is long enough and not on the list of the common ones."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password


class ColleagueForm(Dressed, forms.Form):
    """Somebody to invite; an empty row is nobody."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=role_choices(Role), initial=Role.MEMBER)


ColleagueForms = forms.formset_factory(ColleagueForm, extra=COLLEAGUES, max_num=COLLEAGUES)
