"""What colleagues write down about a customer."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from saath.core.clock import now
from saath.customers.models.customer import Customer
from saath.stores.models import Member
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class CustomerNote(StoreOwned):
    """Words for the team; a pinned note is shown beside each conversation. One that was removed goes after 30 days."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+", db_index=False)
    text = models.TextField()
    written_by = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    pinned_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="know who writes", keep_for=None, erasure="delete")

    class Meta(StoreOwned.Meta):
        indexes: ClassVar = [
            models.Index(
                fields=["store", "customer", "-id"], condition=Q(deleted_at=None), name="customer_note_of"
            )
        ]

    def __str__(self) -> str:
        return f"note {self.public_id}"
