"""The ledger of what came in from other help desks: each thing of theirs once, for ever."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from saath.conversations.models import Conversation, Message
from saath.core.clock import now
from saath.tenancy.models import StoreRow
from saath.tenancy.retention import Retention


class Brought(StoreRow):
    """A conversation or a message of another desk and its row here; one whose row is gone was removed here, and stays so.

    `origin` is the desk and the account there, `key` their own id.
    """

    class Kind(models.TextChoices):
        CONVERSATION = "talk"
        MESSAGE = "message"

    origin = models.CharField(max_length=80)
    kind = models.CharField(max_length=8, choices=Kind)
    key = models.CharField(max_length=160)
    conversation = models.ForeignKey(Conversation, on_delete=models.SET_NULL, null=True, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="bring nothing in twice", keep_for=None, erasure="keep")

    class Meta(StoreRow.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["store", "origin", "kind", "key"], name="brought_once")
        ]

    def __str__(self) -> str:
        return f"{self.origin} {self.kind} {self.key}"
