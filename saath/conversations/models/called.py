"""Whom a note names."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from saath.conversations.models.conversation import Conversation
from saath.conversations.models.message import Message
from saath.core.clock import now
from saath.stores.models import Member
from saath.tenancy.models import StoreRow
from saath.tenancy.retention import Retention


class Called(StoreRow):
    """A colleague who is named with an `@` in a note, and when they looked at it."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="called")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="called")
    # Found by the index below alone: with another the planner chose now this one, now that.
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+", db_index=False)
    seen_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="ask a colleague in a note", keep_for=None, erasure="keep")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "message", "member"], name="called_once")]
        indexes = [
            models.Index(
                fields=["store", "member", "conversation"], condition=Q(seen_at=None), name="called_unseen"
            )
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.member_id}"
