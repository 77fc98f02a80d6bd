"""What waits for a digest."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.db import models

from saath.conversations.models import Conversation
from saath.core.clock import now
from saath.stores.models import Member
from saath.team.rules import Kind
from saath.tenancy.models import StoreRow
from saath.tenancy.retention import Retention


class Missed(StoreRow):
    """One thing of which somebody wants to hear by mail, unless they look at it before."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=[(each.value, each.name) for each in Kind])
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="a digest of what was missed", keep_for=timedelta(days=8), erasure="delete")

    class Meta(StoreRow.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["store", "member", "conversation", "kind"], name="missed_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.member_id}"
