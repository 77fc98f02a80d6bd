"""What somebody writes who plays the customer."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_TEXT = 20_000


class AnswerForm(forms.Form):
    """An answer to a mail of the shop."""

    text = forms.CharField(
        label=_("Answer as the customer"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"class": "input", "rows": 5}),
    )


class NewMailForm(forms.Form):
    """A first mail to the shop."""

    name = forms.CharField(
        label=_("Name"), max_length=120, widget=forms.TextInput({"class": "input", "autocomplete": "off"})
    )
    address = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Any address will do: nothing leaves this machine."),
        widget=forms.EmailInput({"class": "input", "autocomplete": "off"}),
    )
    subject = forms.CharField(label=_("Subject"), max_length=200, widget=forms.TextInput({"class": "input"}))
    text = forms.CharField(
        label=_("Message"), max_length=LONGEST_TEXT, widget=forms.Textarea({"class": "input", "rows": 7})
    )
