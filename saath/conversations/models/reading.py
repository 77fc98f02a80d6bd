"""How far each member has read."""

from __future__ import annotations

from django.db import models

from saath.conversations.models.conversation import Conversation
from saath.stores.models import Member
from saath.tenancy.models import StoreRow
from saath.tenancy.retention import Retention


class Reading(StoreRow):
    """The last message of a conversation that a member has seen."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="readings")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    last_message_id = models.BigIntegerField(default=0)
    read_at = models.DateTimeField()

    retention = Retention(purpose="mark what is new", keep_for=None, erasure="keep", dated_by="read_at")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store", "conversation", "member"], name="reading_once")
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id} {self.member_id}"
