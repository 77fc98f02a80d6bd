"""Putting a mail out of the chat on its way: a part of the actions that do."""

from __future__ import annotations

from saath.chats.mailing.jobs import send_chat_mail
from saath.chats.models import ChatMail, Contact
from saath.conversations.models import Conversation
from saath.jobs import enqueue
from saath.tenancy.rows import insert_row


def queue_mail(
    kind: str,
    *,
    conversation: Conversation | None,
    address: str,
    language: str,
    contact: Contact | None = None,
    first: int = 0,
    last: int = 0,
) -> ChatMail:
    """Put a mail on its way in the running transaction."""
    mail = ChatMail(
        kind=kind,
        conversation=conversation,
        contact=contact,
        address=address,
        language=language,
        first_message_id=first,
        last_message_id=last,
    )
    insert_row(mail)
    enqueue(send_chat_mail, mail.pk, key=f"chat mail {mail.pk}", is_first=True)
    return mail
