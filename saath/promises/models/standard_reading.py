"""Who has read which version of the service standards."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from saath.core.clock import now
from saath.promises.models.standard import Standard
from saath.stores.models import Member
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class StandardReading(StoreOwned):
    """A colleague's own word that they have read a version, once a version."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    standard = models.ForeignKey(Standard, on_delete=models.CASCADE, related_name="+", db_index=False)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="know who knows what is promised", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["store", "standard", "member"], name="standard_read_once")
        ]

    def __str__(self) -> str:
        return f"{self.member_id} read {self.standard_id}"
