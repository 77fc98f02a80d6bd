"""Words by which the team sorts conversations."""

from __future__ import annotations

from django.db import models

from saath.conversations.models.conversation import Conversation
from saath.core.clock import now
from saath.tenancy.models import StoreOwned, StoreRow
from saath.tenancy.retention import Retention


class Tag(StoreOwned):
    """A word of the store's own. `key` is its case-folded form, so that it exists once."""

    name = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="sort conversations", keep_for=None, erasure="keep")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "key"], name="tag_key")]

    def __str__(self) -> str:
        return self.name


class ConversationTag(StoreRow):
    """A tag on a conversation: a row of its own, so that two people tagging at once lose nothing."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="taggings")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="taggings")
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="sort conversations", keep_for=None, erasure="keep")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store", "conversation", "tag"], name="conversation_tag")
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id} {self.tag_id}"
