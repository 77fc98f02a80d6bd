"""Words by which the team sorts customers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from saath.core.clock import now
from saath.customers.models.customer import Customer
from saath.tenancy.models import StoreOwned, StoreRow
from saath.tenancy.retention import Retention


class CustomerTag(StoreOwned):
    """A word of the store's own, apart from those for conversations. `key` is its case-folded form, so that it exists once."""

    name = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="sort customers", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["store", "key"], name="customer_tag_key")]

    def __str__(self) -> str:
        return self.name


class CustomerTagging(StoreRow):
    """A tag on a customer."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="taggings", db_index=False)
    tag = models.ForeignKey(CustomerTag, on_delete=models.CASCADE, related_name="taggings", db_index=False)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="sort customers", keep_for=None, erasure="delete")

    class Meta(StoreRow.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["store", "customer", "tag"], name="customer_tagging")
        ]
        indexes: ClassVar = [models.Index(fields=["store", "tag", "-customer"], name="customer_tagged")]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.tag_id}"
