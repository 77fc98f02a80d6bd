"""What is known: one row for a field of a conversation or of a customer."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from saath.core.clock import now
from saath.customers.models import Customer
from saath.fields.models.field import Field
from saath.stores.models import Member
from saath.tenancy.models import StoreRow
from saath.tenancy.retention import Retention


class Value(StoreRow):
    """A kept value, '' where it was emptied. `former` is what it was before its last change, for the undo of that."""

    field = models.ForeignKey(Field, on_delete=models.CASCADE, related_name="+")
    value = models.TextField(blank=True)
    former = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    changed_at = models.DateTimeField(default=now)
    created_at = models.DateTimeField(default=now, editable=False)

    class Meta(StoreRow.Meta):
        abstract = True


class CustomerValue(Value):
    """What is known of a customer."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+", db_index=False)

    retention = Retention(
        purpose="know who writes", keep_for=None, erasure="blank", blank=("value", "former")
    )

    class Meta(Value.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["store", "customer", "field"], name="customer_value_once")
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.field_id}"
