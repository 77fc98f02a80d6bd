"""How promises were kept on one day."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.db import models

from saath.core.clock import now
from saath.tenancy.models import StoreRow
from saath.tenancy.retention import Retention


class KeptDay(StoreRow):
    """The clocks of a kind and channel that stopped on a day of the shop's, folded so that a page reads a row a day.

    `count` of them stopped, `kept` in time. `open_times` and `all_times` count them by how long they took, in open hours
    and with nights and holidays: how many fell under each edge of `saath.promises.standards.measuring.EDGES` and above
    the one before it, those over the last edge at the end.
    """

    day = models.DateField()
    channel = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    count = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    open_times = models.JSONField(default=list)
    all_times = models.JSONField(default=list)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(
        purpose="how promises were kept, without anybody's name",
        keep_for=timedelta(days=1100),
        erasure="keep",
    )

    class Meta(StoreRow.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["store", "day", "channel", "kind"], name="kept_day_once")
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.channel} {self.kind}"
