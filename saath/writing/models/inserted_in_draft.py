"""A saved reply in words that are not sent yet."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.db import models

from saath.core.clock import now
from saath.tenancy.models import StoreRow
from saath.tenancy.retention import Retention
from saath.writing.models.saved_reply import SavedReply


class InsertedInDraft(StoreRow):
    """What becomes a use, with all that is done along with it, when the draft is sent or leaves by itself.

    `draft_id` is the public id of the draft: drafts go at once and in heaps, and ask nobody.
    """

    draft_id = models.UUIDField()
    reply = models.ForeignKey(SavedReply, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=7, blank=True)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(
        purpose="words that are not sent yet", keep_for=timedelta(days=100), erasure="delete"
    )

    class Meta(StoreRow.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["store", "draft_id", "reply"], name="saved_reply_once_a_draft")
        ]

    def __str__(self) -> str:
        return f"{self.reply_id} in {self.draft_id}"
