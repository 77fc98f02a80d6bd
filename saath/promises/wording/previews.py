"""How a text reads to a customer, filled by the same functions that say it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from saath.conversations.models import Conversation
from saath.core.clock import now
from saath.core.money import Money
from saath.promises.amends.settings import amends_settings
from saath.promises.amends.wording import Excuse, filled_apology
from saath.promises.models import OwnWord
from saath.promises.reminders.wording import filled
from saath.promises.wording.texts import About
from saath.stores.acknowledgement import Promise, acknowledgement
from saath.stores.calendar import hours_of
from saath.stores.hours import first_answer_due
from saath.stores.links import shopper_origin
from saath.stores.shop_name import shop_name
from saath.stores.texts import Wording
from saath.tenancy.models import Store

SAMPLE_REFERENCE, SAMPLE_CODE = "7KM-4Q2X", "SORRY-4821"


@dataclass(frozen=True, slots=True)
class Example:
    """For whom a text is shown: a conversation of the shop, None where it has none in such a state; and who signs."""

    store: Store
    conversation: Conversation | None
    signer: str

    @property
    def reference(self) -> str:
        """The reference that stands in the text."""
        return self.conversation.reference if self.conversation else SAMPLE_REFERENCE

    @property
    def name(self) -> str:
        """Who would have read it, '' where nobody is there."""
        return self.conversation.identity.display_name if self.conversation else ""

    @property
    def colleague(self) -> str:
        """Who signs: whoever has the conversation, else who looks."""
        assignee = self.conversation.assignee if self.conversation else None
        return assignee.display_name if assignee else self.signer


def preview(about: About, text: str, language: str, example: Example) -> Wording:
    """Return a text as the customer of the example would read it. The text has its values (`check_wording`)."""
    return FILLERS[about.name](Wording(text, language), example)


def _acknowledged(wording: Wording, example: Example) -> Wording:
    store = example.store
    hours = hours_of(store.pk, example.conversation.account.channel if example.conversation else "")
    return acknowledgement(
        store,
        Promise(hours.calendar, now(), hours.first_answer_target_seconds),
        language=wording.language,
        reference=example.reference,
        text=wording.text,
    )


def _asked(wording: Wording, example: Example) -> Wording:
    page = f"{shopper_origin(example.store.pk)}/sorted/…"
    return Wording(wording.fill(yes=f"{page}?is=yes", not_yet=f"{page}?is=not-yet"), wording.language)


def _own(kind: str) -> Callable[[Wording, Example], Wording]:
    def fill(wording: Wording, example: Example) -> Wording:
        conversation = example.conversation
        return filled(
            kind,
            wording,
            example.store,
            reference=example.reference,
            answered_at=conversation.last_message_at if conversation else None,
            colleague=example.colleague,
        )

    return fill


def _letter(wording: Wording, example: Example) -> Wording:
    shop = shop_name(example.store, wording.language)
    return Wording(wording.fill(shop=shop, reference=example.reference), wording.language)


def _apology(wording: Wording, example: Example) -> Wording:
    settings, conversation = amends_settings(), example.conversation
    hours = hours_of(example.store.pk, conversation.account.channel if conversation else "")
    code = SAMPLE_CODE if settings.gift != settings.Gift.WORDS else ""
    excuse = Excuse(
        reference=example.reference,
        promised_at=(conversation.due_at if conversation else None) or now(),
        answer_at=first_answer_due(hours.calendar, now(), hours.first_answer_target_seconds) or now(),
        code=code,
        cost=Money(settings.case_minor, settings.currency),
        colleague=settings.signed_by.display_name if settings.signed_by else example.colleague,
    )
    return filled_apology(wording, example.store, excuse)


def _gift(wording: Wording, example: Example) -> Wording:
    settings = amends_settings()
    amount = Money(settings.case_minor, settings.currency).format(wording.language)
    return Wording(wording.fill(code=SAMPLE_CODE, amount=amount), wording.language)


FILLERS: dict[str, Callable[[Wording, Example], Wording]] = {
    "acknowledgement": _acknowledged,
    "short-acknowledgement": _acknowledged,
    "is-it-sorted": _asked,
    "sorted-letter": _letter,
    "reminder": _own(OwnWord.Kind.REMINDER),
    "closing": _own(OwnWord.Kind.CLOSING),
    "thanks": _own(OwnWord.Kind.THANKS),
    "apology": _apology,
    "apology-gift": _gift,
}
