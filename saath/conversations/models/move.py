"""Messages that went from one conversation to another: two became one, or one became two."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from saath.conversations.models.conversation import Conversation
from saath.core.clock import now
from saath.stores.models import Member
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class Move(StoreOwned):
    """What was moved out of `source` into `target`, kept so that it can go back.

    `messages` are the ids of what went, `brought` those of other rows by the name of their model, `before` how the
    conversation that goes on stood, and `version_after` its version when all was done: while it has that version,
    nothing has happened since. `waiting_since` is since when the customer waited at a merge, and `newest_id` the newest
    message by then: an answer in the one had answered nothing of the other. With `undone_at` it is taken back.
    """

    class Kind(models.TextChoices):
        MERGE = "merge"
        SPLIT = "split"

    kind = models.CharField(max_length=5, choices=Kind)
    source = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+", db_index=False)
    target = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+", db_index=False)
    moved_by = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    messages = models.JSONField(default=list)
    brought = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    version_after = models.PositiveIntegerField(default=0)
    waiting_since = models.DateTimeField(null=True)
    newest_id = models.BigIntegerField(default=0)
    undone_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="take a merge or a split back", keep_for=None, erasure="keep")

    class Meta:
        indexes = [
            models.Index(fields=["store", "source"], condition=Q(undone_at=None), name="move_out_of"),
            models.Index(fields=["store", "target"], condition=Q(undone_at=None), name="move_into"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.source_id} {self.target_id}"
