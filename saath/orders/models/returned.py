"""Goods that come back."""

from __future__ import annotations

from django.db import models

from saath.orders.models.order import Order
from saath.orders.states import ReturnState
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class Return(StoreOwned):
    """One return or exchange that the platform knows of; `lines` are pairs of a line's key and how many pieces."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="returns", db_index=False)
    key = models.CharField(max_length=80)
    state = models.CharField(max_length=12, choices=ReturnState.choices)
    is_exchange = models.BooleanField(default=False)
    reason = models.CharField(max_length=200, blank=True)
    lines = models.JSONField(default=list)
    asked_at = models.DateTimeField()

    retention = Retention(purpose="know what comes back", keep_for=None, erasure="blank", blank=("reason",))

    class Meta(StoreOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["store", "order", "key"], name="return_key")]

    def __str__(self) -> str:
        return f"return {self.public_id}"
