"""When a shop lets people pay at the door."""

from __future__ import annotations

from django.db import models

from saath.orders.reckoning.cash import Terms
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class CashRule(StoreOwned):
    """Up to which amount, in minor units (0: any), at which pincodes not, by how these begin, and after how many parcels
    that were not accepted no more (0: however many). A shop without a rule lets everybody."""

    is_offered = models.BooleanField(default=True)
    most_minor = models.BigIntegerField(default=0)
    not_at = models.JSONField(default=list)
    most_refused = models.PositiveSmallIntegerField(default=2)

    retention = Retention(purpose="how the shop works", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["store"], name="cash_rule_once_per_store")]

    def __str__(self) -> str:
        return f"cash rule {self.public_id}"

    @property
    def terms(self) -> Terms:
        """The rule as it is asked."""
        return Terms(self.is_offered, self.most_minor, tuple(self.not_at), self.most_refused)
