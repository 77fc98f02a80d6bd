"""Money that went back."""

from __future__ import annotations

from django.db import models

from saath.orders.models.order import Order
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class Refund(StoreOwned):
    """One refund that the platform knows of; `lines` are pairs of a line's key and how many pieces."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="refunds", db_index=False)
    key = models.CharField(max_length=80)
    amount_minor = models.BigIntegerField()
    reason = models.CharField(max_length=200, blank=True)
    reference = models.CharField(max_length=120, blank=True)
    lines = models.JSONField(default=list)
    at = models.DateTimeField()

    retention = Retention(
        purpose="know what was given back", keep_for=None, erasure="blank", blank=("reason", "reference")
    )

    class Meta(StoreOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["store", "order", "key"], name="refund_key")]

    def __str__(self) -> str:
        return f"refund {self.public_id}"
