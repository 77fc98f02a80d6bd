"""Giving somebody else's conversation to another colleague."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from saath.conversations.models.conversation import Conversation
from saath.core.clock import now
from saath.stores.models import Member
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class Handover(StoreOwned):
    """Why a conversation went from `was_with` to `given_to`, and what they must know.

    They see it above the conversation until `settled_at`: when they have answered, or put it away.
    """

    class Reason(models.TextChoices):
        KNOWS = "knows", _("They know this better")
        LANGUAGE = "language", _("They speak the customer's language")
        DECIDES = "decides", _("They may decide this")
        AWAY = "away", _("Whoever has it is not here")
        LOAD = "load", _("Too much at once")
        OTHER = "other", _("Another reason")

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="handovers")
    given_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    was_with = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    given_to = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=8, choices=Reason)
    reason_words = models.CharField(max_length=200, blank=True)
    summary = models.TextField()
    settled_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(
        purpose="hand over without asking the customer again",
        keep_for=None,
        erasure="blank",
        blank=("reason_words", "summary"),
    )

    def __str__(self) -> str:
        return f"{self.conversation_id} {self.reason}"
