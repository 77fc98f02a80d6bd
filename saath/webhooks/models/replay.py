"""Sending once more what happened in a stretch of time."""

from __future__ import annotations

from django.db import models

from saath.core.clock import now
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention
from saath.webhooks.models.endpoint import Endpoint
from saath.webhooks.rules import HORIZON


class Replay(StoreOwned):
    """The stretch, how far it has come, and how many deliveries it has put on their way.

    The next to look at happened at `at_time` or later, with an id beyond `at_event_id` where it was at that very moment.
    """

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField()
    is_all = models.BooleanField(default=False)
    at_time = models.DateTimeField()
    at_event_id = models.BigIntegerField(default=0)
    put = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="send once more what a server missed", keep_for=HORIZON, erasure="keep")

    def __str__(self) -> str:
        return f"{self.since:%d.%m. %H:%M} – {self.until:%d.%m. %H:%M}"
