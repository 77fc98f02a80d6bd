"""What a machine of the store wrote to whom: by this it stays one word for each new conversation."""

from __future__ import annotations

from datetime import timedelta

from django.db import models

from saath.conversations.models.conversation import Conversation
from saath.conversations.models.message import Message
from saath.core.clock import now
from saath.customers.models import Identity
from saath.tenancy.models import StoreRow
from saath.tenancy.retention import Retention


class Acknowledgement(StoreRow):
    """The one automatic answer of a conversation, to the identity that opened it."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    identity = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(
        purpose="answer nobody twice by machine", keep_for=timedelta(days=400), erasure="delete"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "conversation"], name="acknowledgement_once")]
        indexes = [
            models.Index(fields=["store", "identity", "-created_at"], name="acknowledgement_of_identity"),
            models.Index(fields=["store", "-created_at"], name="acknowledgement_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id} {self.message_id}"
