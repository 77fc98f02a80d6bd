"""One use of a saved reply."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from saath.conversations.models import Conversation, Message
from saath.core.clock import now
from saath.stores.models import Member
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention
from saath.writing.models.saved_reply import SavedReply


class SavedUse(StoreOwned):
    """A saved reply in an answer, or a macro that was run (without `message`): appended, never counted up in place.

    `undo` is what it takes to undo the deeds. `is_counted`, `outcome` and `settled_at` are the job's: what of this use
    stands in the figures of its reply, and since when no more can come of it.
    """

    class Outcome(models.TextChoices):
        SOLVED = "solved"
        NEEDED_MORE = "more"

    reply = models.ForeignKey(SavedReply, on_delete=models.CASCADE, related_name="uses")
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, null=True, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    language = models.CharField(max_length=7, blank=True)
    is_unedited = models.BooleanField(default=False)
    undo = models.JSONField(default=dict)
    is_counted = models.BooleanField(default=False)
    outcome = models.CharField(max_length=6, choices=Outcome, blank=True)
    settled_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(
        purpose="which replies solve the matter", keep_for=timedelta(days=400), erasure="keep"
    )

    class Meta(StoreOwned.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["store", "reply", "message"], name="saved_use_once_a_message")
        ]
        indexes: ClassVar = [
            models.Index(fields=["store", "id"], condition=Q(settled_at=None), name="saved_use_unsettled"),
            models.Index(fields=["store", "created_at"], name="saved_use_by_time"),
        ]

    def __str__(self) -> str:
        return f"use {self.public_id}"
