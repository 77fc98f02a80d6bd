"""The journal of merges and splits: enough of it to take each one back."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from saath.core.clock import now
from saath.customers.models.customer import Customer
from saath.stores.models import Member
from saath.tenancy.models import StoreOwned, StoreRow
from saath.tenancy.retention import Retention


class CustomerMove(StoreOwned):
    """One merge or one split: identities went from `source` to `target`, with what was said by them.

    A merge brings all of `source`, which stays as an empty row that leads to `target`; a split brings one identity to a new
    customer. `is_proved` says that a proof did it and no person. Undone, the identities are where they were, unless
    something else has moved them since.
    """

    class Kind(models.TextChoices):
        MERGE = "merge"
        SPLIT = "split"

    kind = models.CharField(max_length=5, choices=Kind)
    source = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+", db_index=False)
    target = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+", db_index=False)
    moved_by = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    is_proved = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=now, editable=False)
    undone_at = models.DateTimeField(null=True)

    retention = Retention(purpose="take a merge of customers back", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        indexes: ClassVar = [
            models.Index(fields=["store", "target", "-id"], name="customer_move_into"),
            models.Index(
                fields=["store", "source", "-id"], condition=Q(undone_at=None), name="customer_move_standing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"


class MoveStep(StoreRow):
    """What one mover moved in one go, in the order in which it happened: the ids of rows, or what values were before.

    `former` has two sides by the name of a value: what it was, and what it became.
    """

    move = models.ForeignKey(CustomerMove, on_delete=models.CASCADE, related_name="steps")
    mover = models.CharField(max_length=80)
    rows = models.JSONField(default=list)
    former = models.JSONField(default=dict)

    retention = Retention(
        purpose="take a merge of customers back", keep_for=None, erasure="blank", blank=("former",)
    )

    class Meta(StoreRow.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.mover}: {len(self.rows)}"
