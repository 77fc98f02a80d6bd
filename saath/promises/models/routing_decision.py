"""Why somebody got a conversation, or why nobody did."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from saath.conversations.models import Conversation
from saath.core.clock import now
from saath.stores.models import Member
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention

KEPT_FOR = timedelta(days=395)


class RoutingDecision(StoreOwned):
    """What was decided of a conversation at a moment. The newest one stands.

    `reasons` are codes with their values (`routing.rules`), so that they are said in the language of whoever asks. `member`
    is who got it, was suggested, has it again, or would fit better than who has it; where nobody does, None.
    """

    class Outcome(models.TextChoices):
        GIVEN = "given"
        SUGGESTED = "suggested"
        NOBODY = "nobody"
        KEPT = "kept"
        LEFT = "left"
        FITS = "fits"

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+", db_index=False)
    member = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    outcome = models.CharField(max_length=9, choices=Outcome)
    reasons: models.JSONField[list[dict[str, Any]], list[dict[str, Any]]] = models.JSONField(default=list)
    stands = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(
        purpose="why somebody got a conversation, or nobody", keep_for=KEPT_FOR, erasure="keep"
    )

    class Meta(StoreOwned.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["store", "conversation"], condition=Q(stands=True), name="routing_stands_once"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["store", "conversation", "-id"], name="routing_of_conversation"),
            models.Index(
                fields=["store", "member", "-id"],
                condition=Q(outcome="given"),
                name="routing_given_to",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.conversation_id}"

    @property
    def tells_of_owner(self) -> bool:
        """Whether it says why a conversation did not stay with who had it."""
        return any(str(each["code"]).startswith("owner_") for each in self.reasons)
