"""What somebody outside is asked aside, and what they answered."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from saath.conversations.models.message import Message
from saath.conversations.models.outsider import Outsider
from saath.core.clock import now
from saath.stores.models import Member
from saath.tenancy.models import StoreOwned, StoreRow
from saath.tenancy.retention import Retention


class SideQuestion(StoreOwned):
    """A question with a clock; its words, and what the outsider is shown besides, are those of the note `message`.

    It belongs to the conversation that has this message. Whoever has its link may answer until `expires_at`, unless it
    ended before. `event_id` is the event of its making, by which a thread finds it.
    """

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")
    outsider = models.ForeignKey(Outsider, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    due_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    overdue_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    event_id = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="ask aside and know what was answered", keep_for=None, erasure="keep")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "message"], name="side_question_message")]
        indexes = [
            models.Index(fields=["store", "event_id"], name="side_question_event"),
            models.Index(
                fields=["store", "outsider"], condition=Q(ended_at=None), name="side_question_standing"
            ),
        ]

    def __str__(self) -> str:
        return f"by {self.due_at:%Y-%m-%d %H:%M}"


class SideAnswer(StoreRow):
    """An answer to a question: a note of the conversation."""

    question = models.ForeignKey(SideQuestion, on_delete=models.CASCADE, related_name="answers")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="know what was answered", keep_for=None, erasure="keep")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "message"], name="side_answer_message")]
        indexes = [models.Index(fields=["store", "question", "id"], name="side_answer_question")]

    def __str__(self) -> str:
        return f"{self.question_id} {self.message_id}"
