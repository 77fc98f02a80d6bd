"""The words of a saved reply in one language."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from saath.core.clock import now
from saath.tenancy.models import StoreRow
from saath.tenancy.retention import Retention
from saath.writing.models.saved_reply import SavedReply


class SavedWording(StoreRow):
    """One version of a saved reply.

    `version` counts its wordings, `based_on_version` says which wording of the reply's own language it follows: an older
    one than the present makes it out of date.
    """

    reply = models.ForeignKey(SavedReply, on_delete=models.CASCADE, related_name="wordings")
    language = models.CharField(max_length=7)
    text = models.TextField()
    version = models.PositiveIntegerField(default=1)
    based_on_version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="the shop's words to its customers", keep_for=None, erasure="keep")

    class Meta(StoreRow.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["store", "reply", "language"], name="saved_wording_once")
        ]

    def __str__(self) -> str:
        return f"{self.reply_id} ({self.language})"
