"""How a kind is shown on its page: its form, and whom it would have reached."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saath.promises.models import OwnWord
from saath.promises.reminders.forms import OwnWordForm
from saath.promises.reminders.queries import Reach

ABOUT: dict[str, tuple[str | Promise, str | Promise]] = {
    OwnWord.Kind.REMINDER: (
        _("Reminder"),
        _(
            "To a customer who says nothing to our answer. Never after thanks, never where we owe something ourselves, and "
            "nobody in the chat."
        ),
    ),
    OwnWord.Kind.CLOSING: (
        _("Closing"),
        _(
            "What nothing is heard of is solved by itself, and the customer is told that answering takes it up again. Any "
            "colleague can take it back."
        ),
    ),
    OwnWord.Kind.THANKS: (
        _("Thank-you"),
        _(
            "Once it is solved, in the name of who solved it. Never after a bad rating, and never while the customer waits "
            "for something else."
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown of one kind."""

    kind: str
    title: str | Promise
    told: str | Promise
    form: OwnWordForm
    reach: Reach


def card_of(form: OwnWordForm, reach: Reach) -> Card:
    """Return what is shown of a kind."""
    title, told = ABOUT[form.about.kind]
    return Card(form.about.kind, title, told, form, reach)
