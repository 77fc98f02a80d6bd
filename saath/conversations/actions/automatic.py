"""What a machine says to a customer, in words of the shop: it says that it is automatic and why, and leaves at once."""

from __future__ import annotations

from typing import Any

from saath.conversations.accounts import message_id_for
from saath.conversations.actions._outgoing import deliver_here
from saath.conversations.actions.turns import save_turn
from saath.conversations.jobs import deliver
from saath.conversations.models import Conversation, Delivery, Message, MessageKey
from saath.conversations.ways import Way
from saath.core.clock import now
from saath.jobs import enqueue
from saath.stores.texts import Wording
from saath.tenancy.rows import insert_row


def say_automatically(
    conversation: Conversation, wording: Wording, *, why: str, author_id: int | None = None,
    way: Way | None = None, days: int = 0,
) -> Message:  # fmt: skip
    """Put an automatic message into the outbox of a conversation, which is held; return it.

    It goes to the one who began the conversation, or the `way` that is given. `why` names its reason, as `automatic_words`
    tells it to the team, with the `days` that it speaks of.
    """
    way = way or Way(conversation.account, conversation.identity)
    to: dict[str, Any] = {"address": way.identity.address, "name": way.identity.display_name, "cc": False}
    message = insert_row(
        Message(
            conversation=conversation,
            direction=Message.Direction.OUT,
            author_id=author_id,
            is_automatic=True,
            text=wording.text,
            language=wording.language,
            recipients=[to | {"why": why} | ({"days": days} if days else {})],
            sent_at=now(),
            account=None if way.account.pk == conversation.account_id else way.account,
            goes_to=None if way.identity.pk == conversation.identity_id else way.identity,
        )
    )
    if way.can.is_here:
        deliver_here(message)
    else:
        _queue(message, conversation, way)
    conversation.message_count += 1
    save_turn(conversation, "message_count")
    return message


def _queue(message: Message, conversation: Conversation, way: Way) -> None:
    key = message_id_for(
        conversation, unique=message.public_id, recipient=way.identity.address, account=message.account
    )
    insert_row(MessageKey(message=message, key=key))
    delivery = insert_row(
        Delivery(message=message, state=Delivery.State.QUEUED, leaves_at=message.sent_at, provider_key=key)
    )
    enqueue(deliver, delivery.pk, key=f"deliver:{delivery.pk}")
