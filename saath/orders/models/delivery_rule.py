"""What a shop promises where nobody else does."""

from __future__ import annotations

from django.db import models

from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class DeliveryRule(StoreOwned):
    """Within how many days a shop dispatches, and how many a courier takes where nothing is known of the way yet."""

    dispatch_days = models.PositiveSmallIntegerField(default=2)
    courier_days = models.PositiveSmallIntegerField(default=5)

    retention = Retention(purpose="how the shop works", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["store"], name="delivery_rule_once_per_store")]

    def __str__(self) -> str:
        return f"{self.dispatch_days} + {self.courier_days} days"
