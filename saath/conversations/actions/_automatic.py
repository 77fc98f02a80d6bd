"""What a machine says to a customer by mail, in words of the shop: it says that it is automatic, and leaves at once."""

from __future__ import annotations

from saath.conversations.accounts import message_id_for
from saath.conversations.actions.turns import save_turn
from saath.conversations.jobs import deliver
from saath.conversations.models import Conversation, Delivery, Message, MessageKey
from saath.core.clock import now
from saath.jobs import enqueue
from saath.stores.texts import Wording
from saath.tenancy.rows import insert_row


def say_automatically(
    conversation: Conversation, wording: Wording, *, author_id: int | None = None
) -> Message:
    """Put an automatic message to the one who writes in a conversation, which is held, into the outbox; return it."""
    identity, at = conversation.identity, now()
    message = insert_row(
        Message(
            conversation=conversation,
            direction=Message.Direction.OUT,
            author_id=author_id,
            is_automatic=True,
            text=wording.text,
            language=wording.language,
            recipients=[{"address": identity.address, "name": identity.display_name, "cc": False}],
            sent_at=at,
        )
    )
    key = message_id_for(conversation, unique=message.public_id)
    insert_row(MessageKey(message=message, key=key))
    delivery = insert_row(
        Delivery(message=message, state=Delivery.State.QUEUED, leaves_at=at, provider_key=key)
    )
    enqueue(deliver, delivery.pk, key=f"deliver:{delivery.pk}")
    conversation.message_count += 1
    save_turn(conversation, "message_count")
    return message
