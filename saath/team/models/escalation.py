"""Who was asked when a promise was about to be missed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from saath.core.clock import now
from saath.promises.models import Clock
from saath.stores.models import Member
from saath.tenancy.models import StoreRow
from saath.tenancy.retention import Retention


class Escalation(StoreRow):
    """What was taken for one clock at one place of the chain, once; `member` is who has the conversation since, None for nobody.

    `step` is the percent of the time, over 100 with minutes after the miss.
    """

    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="+", db_index=False)
    step = models.CharField(max_length=9)
    member = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="ask the next one in time, and once", keep_for=None, erasure="keep")

    class Meta(StoreRow.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["store", "clock", "step"], name="escalation_once")
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.clock_id}"
