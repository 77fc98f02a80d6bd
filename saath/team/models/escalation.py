"""Who was asked when a promise was about to be missed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from saath.core.clock import now
from saath.promises.models import Clock
from saath.stores.models import Member
from saath.team.escalating.rules import Step
from saath.tenancy.models import StoreRow
from saath.tenancy.retention import Retention


class Escalation(StoreRow):
    """One step of the chain for one clock, taken once; `member` is who has the conversation since, None for nobody."""

    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="+", db_index=False)
    step = models.CharField(max_length=9, choices=[(each.value, each.name) for each in Step])
    member = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="ask the next one in time, and once", keep_for=None, erasure="keep")

    class Meta(StoreRow.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["store", "clock", "step"], name="escalation_once")
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.clock_id}"
