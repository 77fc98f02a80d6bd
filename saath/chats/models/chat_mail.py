"""A mail that leaves the chat for who is not there."""

from __future__ import annotations

from datetime import timedelta

from django.db import models

from saath.chats.models.contact import Contact
from saath.conversations.models import Conversation
from saath.core.clock import now
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class ChatMail(StoreOwned):
    """One mail to a visitor: answers that they missed, what was said if they asked for it, or the link for their address.

    queued → sending → sent; or failed, dropped because nothing was left to be said, or unknown: the worker died between
    sending and recording, and it is not sent again. What is mailed are the messages from `first_message_id` to
    `last_message_id`, read when it leaves.
    """

    class Kind(models.TextChoices):
        UNREAD = "unread"
        TRANSCRIPT = "transcript"
        CONFIRM = "confirm"

    class State(models.TextChoices):
        QUEUED = "queued"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"
        DROPPED = "dropped"
        UNKNOWN = "unknown"

    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, null=True, related_name="+")
    address = models.CharField(max_length=320)
    language = models.CharField(max_length=2)
    first_message_id = models.BigIntegerField(default=0)
    last_message_id = models.BigIntegerField(default=0)
    attempt = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="mail what was missed once", keep_for=timedelta(days=90), erasure="delete")

    class Meta:
        indexes = [models.Index(fields=["store", "conversation", "-id"], name="chat_mail_of_conversation")]

    def __str__(self) -> str:
        return f"{self.kind} {self.state} {self.public_id}"
