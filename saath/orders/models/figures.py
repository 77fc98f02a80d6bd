"""What a customer has bought in all."""

from __future__ import annotations

from django.db import models

from saath.customers.models import Customer
from saath.tenancy.models import StoreRow
from saath.tenancy.retention import Retention


class CustomerFigures(StoreRow):
    """What all orders of a customer in one currency add up to, kept as they come; no page adds them up."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="figures", db_index=False)
    currency = models.CharField(max_length=3)
    orders = models.IntegerField(default=0)
    spent_minor = models.BigIntegerField(default=0)
    refunded_minor = models.BigIntegerField(default=0)
    cancelled = models.IntegerField(default=0)
    returned = models.IntegerField(default=0)

    retention = Retention(purpose="know what a customer has bought", keep_for=None, erasure="keep")

    class Meta(StoreRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["store", "customer", "currency"], name="figures_of_customer")
        ]

    def __str__(self) -> str:
        return f"{self.orders} orders"
