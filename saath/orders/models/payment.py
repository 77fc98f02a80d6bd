"""Money that came for an order, or is to come."""

from __future__ import annotations

from django.db import models

from saath.orders.models.order import Order
from saath.orders.states import Method, Paid
from saath.tenancy.models import StoreRow
from saath.tenancy.retention import Retention


class Payment(StoreRow):
    """One payment; `reference` is what the customer reads in their own account."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="payments", db_index=False)
    key = models.CharField(max_length=80)
    method = models.CharField(max_length=20, choices=Method.choices)
    state = models.CharField(max_length=10, choices=Paid.choices)
    amount_minor = models.BigIntegerField()
    gateway = models.CharField(max_length=80, blank=True)
    reference = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField(null=True)

    retention = Retention(purpose="know what was paid", keep_for=None, erasure="blank", blank=("reference",))

    class Meta(StoreRow.Meta):
        constraints = [models.UniqueConstraint(fields=["store", "order", "key"], name="payment_key")]

    def __str__(self) -> str:
        return f"{self.method} {self.state}"
