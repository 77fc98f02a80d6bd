"""One thing in an order."""

from __future__ import annotations

from django.db import models

from saath.orders.models.order import Order
from saath.tenancy.models import StoreRow
from saath.tenancy.retention import Retention


class Line(StoreRow):
    """So many pieces of one thing, at the price of that day; amounts are minor units of the order's currency."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines", db_index=False)
    key = models.CharField(max_length=80)
    place = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=300)
    variant = models.CharField(max_length=200, blank=True)
    sku = models.CharField(max_length=120, blank=True)
    product_key = models.CharField(max_length=80, blank=True)
    variant_key = models.CharField(max_length=80, blank=True)
    quantity = models.PositiveIntegerField(default=1)
    unit_minor = models.BigIntegerField(default=0)
    discount_minor = models.BigIntegerField(default=0)
    tax_minor = models.BigIntegerField(default=0)

    retention = Retention(purpose="know what was bought", keep_for=None, erasure="keep")

    class Meta(StoreRow.Meta):
        constraints = [models.UniqueConstraint(fields=["store", "order", "key"], name="line_key")]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.title}"

    @property
    def total_minor(self) -> int:
        """What the line costs, discount taken off."""
        return self.unit_minor * self.quantity - self.discount_minor
