"""A list that somebody comes back to."""

from __future__ import annotations

from django.db import models

from saath.core.clock import now
from saath.stores.models import Member
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class SavedView(StoreOwned):
    """A queue with filters under a name: of one colleague, or, without `owner`, of the team.

    `filters` are chosen values by the keys of their filters. `place` orders the views of the same owner.
    """

    name = models.CharField(max_length=60)
    queue = models.CharField(max_length=20)
    filters = models.JSONField(default=dict)
    owner = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, related_name="+")
    place = models.PositiveSmallIntegerField(default=0)
    deleted_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="come back to a list", keep_for=None, erasure="keep")

    class Meta:
        indexes = [
            models.Index(
                fields=["store", "owner", "place", "id"],
                condition=models.Q(deleted_at=None),
                name="saved_view_order",
            )
        ]

    def __str__(self) -> str:
        return self.name
