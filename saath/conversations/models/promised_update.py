"""What we have promised a customer to do, and by when."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from saath.conversations.models.conversation import Conversation
from saath.conversations.models.message import Message
from saath.core.clock import now
from saath.stores.models import Member
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class PromisedUpdate(StoreOwned):
    """ "I will write to you by 18:00": a conversation owes one at most.

    It stays owed when its time has passed: then `state` is missed, and `kept_at` says when it came after all. `told_in`
    is the answer that says it, None where it was said on the phone, and `kept_with` the answer that kept it. `event_id`
    is the event of its making, by which a thread finds it.
    """

    class Kind(models.TextChoices):
        WRITE = "write"
        CALL = "call"

    class State(models.TextChoices):
        OPEN = "open"
        KEPT = "kept"
        MISSED = "missed"
        WITHDRAWN = "withdrawn"

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="promised_updates")
    kind = models.CharField(max_length=5, choices=Kind, default=Kind.WRITE)
    due_at = models.DateTimeField()
    promised_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    what = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    told_in = models.ForeignKey(Message, on_delete=models.CASCADE, null=True, related_name="+")
    kept_at = models.DateTimeField(null=True)
    kept_with = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, related_name="+")
    event_id = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="keep what was promised", keep_for=None, erasure="blank", blank=("what",))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["store", "conversation"],
                condition=Q(state__in=("open", "missed"), kept_at=None),
                name="promised_update_owed",
            )
        ]
        indexes = [models.Index(fields=["store", "event_id"], name="promised_update_event")]

    def __str__(self) -> str:
        return f"{self.kind} by {self.due_at:%Y-%m-%d %H:%M}"
