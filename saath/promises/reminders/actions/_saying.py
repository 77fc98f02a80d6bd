"""When a word may be said, and how it is written down: parts of the actions that say one."""

from __future__ import annotations

from saath.conversations.actions.automatic import say_automatically
from saath.conversations.automatic_words import Why
from saath.conversations.models import Conversation, Message
from saath.conversations.ways import Way
from saath.promises.models import OwnWord
from saath.stores.texts import Wording

WHY: dict[str, Why] = {
    OwnWord.Kind.REMINDER: Why.REMINDER,
    OwnWord.Kind.CLOSING: Why.CLOSING,
    OwnWord.Kind.THANKS: Why.THANKS,
}


def tell(
    conversation: Conversation, wording: Wording, word: OwnWord, way: Way, *, author_id: int | None = None
) -> Message:
    """Say a word to the customer and remember it with what it was for. The caller saves the word."""
    message = say_automatically(
        conversation, wording, why=WHY[word.kind], author_id=author_id, way=way, days=word.days
    )
    word.message = message
    return message
