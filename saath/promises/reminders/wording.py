"""The words themselves, filled in for one conversation."""

from __future__ import annotations

from datetime import datetime

from django.utils import translation

from saath.conversations.models import Conversation, Solution
from saath.conversations.solving.words import language_for
from saath.core.clock import now
from saath.promises.models import OwnWord
from saath.promises.reminders.kinds import KINDS
from saath.stores.calendar import settings_of
from saath.stores.said_times import moment_in_words
from saath.stores.shop_name import shop_name
from saath.stores.texts import Wording, text_for
from saath.tenancy.models import Store
from saath.tenancy.scope import current_store_id


def words_of_reminder(conversation: Conversation, *, answered_at: datetime) -> Wording:
    """Return what a silent customer is reminded with."""
    return _worded(OwnWord.Kind.REMINDER, conversation, answered_at=answered_at)


def words_of_closing(conversation: Conversation) -> Wording:
    """Return what a customer is told whose conversation is closed."""
    return _worded(OwnWord.Kind.CLOSING, conversation)


def words_of_thanks(conversation: Conversation, solution: Solution) -> Wording:
    """Return with what a customer is thanked, by the name of who solved it."""
    name = solution.solved_by.display_name if solution.solved_by else ""
    return _worded(OwnWord.Kind.THANKS, conversation, colleague=name)


def filled(
    kind: str,
    wording: Wording,
    store: Store,
    *,
    reference: str,
    answered_at: datetime | None = None,
    colleague: str = "",
) -> Wording:
    """Return a text of this kind with its values; one without a colleague is signed by the shop alone."""
    values = {"shop": shop_name(store, wording.language), "reference": reference}
    text = wording.text
    if kind == OwnWord.Kind.REMINDER:
        with translation.override(wording.language):
            values["day"] = moment_in_words(answered_at or now(), now=now(), zone=store.zone)
    if kind == OwnWord.Kind.THANKS:
        text = text if colleague else text.replace("{colleague}\n", "")
        values["colleague"] = colleague or values["shop"]
    return Wording(Wording(text, wording.language).fill(**values), wording.language)


def _worded(
    kind: str, conversation: Conversation, *, answered_at: datetime | None = None, colleague: str = ""
) -> Wording:
    settings = settings_of(current_store_id())
    store = settings.store
    wording = text_for(store, KINDS[kind].text, language_for(conversation, settings))
    return filled(
        kind,
        wording,
        store,
        reference=conversation.reference,
        answered_at=answered_at,
        colleague=colleague,
    )
