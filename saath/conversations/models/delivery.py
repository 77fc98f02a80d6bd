"""The outbox: one row for each answer on its way."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from saath.conversations.models.message import Message
from saath.core.clock import now
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class Delivery(StoreOwned):
    """How far one message of ours has come.

    held → queued → sending → sent; or failed (refused for good), or unknown: the worker died between sending and
    recording, and only a person may say which it was.

    `report` is the worst that a mail server has told since about a message that left, `report_status` its RFC 3463
    code or '', `soft_bounces` how often it said that it still tries or that a later mail may arrive.
    """

    class State(models.TextChoices):
        HELD = "held"
        QUEUED = "queued"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"
        UNKNOWN = "unknown"
        UNDONE = "undone"

    class Report(models.TextChoices):
        LATE = "late"
        COMPLAINED = "complained"
        BOUNCED = "bounced"

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="delivery")
    state = models.CharField(max_length=8, choices=State, default=State.HELD)
    leaves_at = models.DateTimeField()
    attempt = models.PositiveSmallIntegerField(default=0)
    provider_key = models.CharField(max_length=255, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    report = models.CharField(max_length=10, choices=Report, blank=True)
    report_status = models.CharField(max_length=12, blank=True)
    soft_bounces = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="deliver answers", keep_for=None, erasure="keep")

    class Meta:
        indexes = [
            models.Index(
                fields=["store", "state", "-id"],
                condition=Q(state__in=["held", "queued", "sending", "failed", "unknown"]),
                name="delivery_unsettled",
            )
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.public_id}"
