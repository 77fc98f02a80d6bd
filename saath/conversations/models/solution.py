"""Each time that a conversation was called solved, and what became of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from saath.conversations.models.conversation import Conversation
from saath.conversations.models.message import Message
from saath.core.clock import now
from saath.stores.models import Member
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class Solution(StoreOwned):
    """With what a conversation was solved, by whom, and what the customer said to it: the times are kept apart.

    `answer` is the answer that solved it, None where none did. `asked_in` is the message with which the customer was
    asked whether it is sorted; who has its link may answer until `asked_at` is too long ago. `event_id` is the event of
    its making, by which a thread finds it. `withdrawn_at` is when a colleague took the conversation up again. Where it
    `is_quiet`, the customer is not asked.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="solutions")
    resolution = models.CharField(max_length=12, choices=Conversation.Resolution)
    solved_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    solved_at = models.DateTimeField()
    is_quiet = models.BooleanField(default=False)
    answer = models.ForeignKey(Message, on_delete=models.CASCADE, null=True, related_name="+")
    asked_in = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    silent_at = models.DateTimeField(null=True)
    reopened_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    event_id = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="know what really solved it", keep_for=None, erasure="keep")

    class Meta:
        indexes = [
            models.Index(fields=["store", "conversation", "-id"], name="solution_of_conversation"),
            models.Index(fields=["store", "event_id"], name="solution_event"),
            models.Index(
                fields=["store", "asked_in"], condition=Q(asked_in__isnull=False), name="solution_asked_in"
            ),
            models.Index(
                fields=["store", "-asked_at"], condition=Q(asked_at__isnull=False), name="solution_asked"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resolution} {self.solved_at:%Y-%m-%d %H:%M}"
