"""How a kind is shown on its page: its form, whom it would have reached, and how it would read to one of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saath.promises.models import OwnWord
from saath.promises.reminders.forms import OwnWordForm
from saath.promises.reminders.queries import Reach
from saath.promises.reminders.wording import filled
from saath.stores.texts import Wording
from saath.tenancy.models import Store

SAMPLE_REFERENCE = "7K3MZ"
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
    """What is shown of one kind; `previews` are its texts as the newest whom it would have reached reads them."""

    kind: str
    title: str | Promise
    told: str | Promise
    form: OwnWordForm
    reach: Reach
    example: str
    previews: tuple[Wording, ...]


def card_of(store: Store, form: OwnWordForm, reach: Reach) -> Card:
    """Return what is shown of a kind."""
    kind = form.about.kind
    title, told = ABOUT[kind]
    newest = reach.would[0] if reach.would else None
    reference = newest.conversation.reference if newest else SAMPLE_REFERENCE
    previews = () if form.is_bound and not form.is_valid() else _previews(store, form, reference, reach)
    name = newest.conversation.identity.display_name if newest else ""
    return Card(kind, title, told, form, reach, name, previews)


def _previews(store: Store, form: OwnWordForm, reference: str, reach: Reach) -> tuple[Wording, ...]:
    kind, ours = form.about.kind, form.about.text.ours.versions
    answered_at = reach.would[0].conversation.last_message_at if reach.would else None
    colleague = _colleague(reach) if kind == OwnWord.Kind.THANKS else ""
    return tuple(
        filled(
            kind,
            Wording(text or ours[language], language),
            store,
            reference=reference,
            answered_at=answered_at,
            colleague=colleague,
        )
        for language, text in form.texts.items()
    )


def _colleague(reach: Reach) -> str:
    assignee = reach.would[0].conversation.assignee if reach.would else None
    return assignee.display_name if assignee else ""
