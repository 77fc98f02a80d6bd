"""What the hours were before they changed."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.db import models

from saath.core.clock import now
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention

# No clock runs as long as this.
KEPT = timedelta(days=400)
# Of any day further back nobody asks whether it was open.
LOOKBACK = KEPT + timedelta(days=2)


class HoursChange(StoreOwned):
    """All that a shop's calendars were made of until `changed_at` (`stores.kept_hours` reads and writes it).

    `channel` is the one that the change was about, empty for the whole shop. What was open before the change stays so:
    a clock counts its time until then by these hours.
    """

    changed_at = models.DateTimeField(default=now)
    channel = models.CharField(max_length=40, blank=True)
    before = models.JSONField()

    retention = Retention(
        purpose="count what was open before the hours changed",
        keep_for=KEPT,
        erasure="keep",
        dated_by="changed_at",
    )

    class Meta(StoreOwned.Meta):
        indexes: ClassVar = [models.Index(fields=["store", "changed_at"], name="hours_change_by_time")]

    def __str__(self) -> str:
        return f"{self.changed_at:%Y-%m-%d %H:%M} {self.channel}"
