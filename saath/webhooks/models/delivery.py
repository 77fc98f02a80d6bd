"""One event for one endpoint."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from saath.core.clock import now
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention
from saath.webhooks.models.endpoint import Endpoint
from saath.webhooks.rules import HORIZON


class Delivery(StoreOwned):
    """What is sent, the very bytes, and what became of it.

    `message` is the public id of the event and the `webhook-id` of every try, so that who gets it twice can tell.
    `tries` counts those of the present round; a replay begins another one.
    """

    class State(models.TextChoices):
        """How far it came."""

        WAITING = "waiting", _("On its way")
        TAKEN = "taken", _("Delivered")
        FAILED = "failed", _("Given up")

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="+")
    message = models.UUIDField()
    kind = models.CharField(max_length=60)
    body = models.TextField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    try_at = models.DateTimeField(default=now)
    is_test = models.BooleanField(default=False)
    happened_at = models.DateTimeField()
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(
        purpose="send what happened, and show what became of it", keep_for=HORIZON, erasure="keep"
    )

    class Meta(StoreOwned.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["store", "endpoint", "message"], name="webhook_event_once")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["endpoint", "try_at", "id"],
                condition=models.Q(state="waiting"),
                name="webhook_due",
            ),
            models.Index(fields=["endpoint", "-id"], name="webhook_log"),
            models.Index(fields=["endpoint", "state", "-id"], name="webhook_log_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.message}"
