"""What the shop's own fields know of a conversation."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from saath.conversations.models.conversation import Conversation
from saath.fields.models import Value
from saath.tenancy.retention import Retention


class ConversationValue(Value):
    """The value of one field: a row of its own, so that two people filling at once lose nothing."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+", db_index=False)

    retention = Retention(
        purpose="answer the customer and remember", keep_for=None, erasure="blank", blank=("value", "former")
    )

    class Meta(Value.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["store", "conversation", "field"], name="conversation_value_once")
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id} {self.field_id}"
