"""When a word may be said, and how it is written down: parts of the actions that say one."""

from __future__ import annotations

from datetime import datetime

from saath.conversations.actions.automatic import say_automatically
from saath.conversations.automatic_words import Why
from saath.conversations.models import Conversation, Message
from saath.conversations.ways import Way
from saath.core.clock import now
from saath.customers.models import Identity
from saath.promises.models import OwnWord
from saath.promises.reminders.facts import throttle_for
from saath.promises.reminders.rules import held_until
from saath.stores.calendar import hours_of
from saath.stores.hours import next_opening
from saath.stores.texts import Wording
from saath.tenancy.scope import current_store_id

WHY: dict[str, Why] = {
    OwnWord.Kind.REMINDER: Why.REMINDER,
    OwnWord.Kind.CLOSING: Why.CLOSING,
    OwnWord.Kind.THANKS: Why.THANKS,
}


def hold_customer(conversation: Conversation) -> None:
    """Hold whom something may be said to: two words at once are weighed one after the other."""
    Identity.objects.select_for_update().get(pk=conversation.last_identity_id or conversation.identity_id)


def waits_until(way: Way) -> datetime | None:
    """Return until when a word has to wait: for the channel's hours, or for what was said of late. None is now."""
    opens = opens_at(way)
    if opens is None or opens > now():
        return opens
    return held_until(throttle_for(way.identity), now())


def opens_at(way: Way) -> datetime | None:
    """Return when the shop is there next for a channel, now where it is; None where it never is: then nothing is said."""
    return next_opening(hours_of(current_store_id(), way.account.channel).calendar, now())


def tell(
    conversation: Conversation, wording: Wording, word: OwnWord, way: Way, *, author_id: int | None = None
) -> Message:
    """Say a word to the customer and remember it with what it was for. The caller saves the word."""
    message = say_automatically(
        conversation, wording, why=WHY[word.kind], author_id=author_id, way=way, days=word.days
    )
    word.message = message
    return message
