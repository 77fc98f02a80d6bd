"""Two customers who may be one person."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from saath.core.clock import now
from saath.customers.models.customer import Customer
from saath.stores.models import Member
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class Suggestion(StoreOwned):
    """What speaks for two customers being one; a person decides. `one` is the one of the smaller id.

    `evidence` are pairs of what it is and its words, such as the address that both named; it is kept with both as they were
    when it was found, and read for whoever they are part of by now. One that was dismissed stays so, whatever else is found.
    """

    one = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+", db_index=False)
    other = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+", db_index=False)
    evidence = models.JSONField(default=list)
    dismissed_at = models.DateTimeField(null=True)
    dismissed_by = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(
        purpose="notice that one person is there twice", keep_for=None, erasure="blank", blank=("evidence",)
    )

    class Meta(StoreOwned.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["store", "one", "other"], name="suggestion_once")
        ]
        indexes: ClassVar = [models.Index(fields=["store", "other"], name="suggestion_of_other")]

    def __str__(self) -> str:
        return f"suggestion {self.public_id}"
