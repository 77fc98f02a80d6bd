"""Where a shop's orders come from."""

from __future__ import annotations

from django.db import models

from saath.core.clock import now
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class Connection(StoreOwned):
    """One account of the shop at a platform, or one kind of file that it brings.

    `platform` is the key of a connector; `account` is what the platform calls the shop, such as its address there.
    """

    platform = models.CharField(max_length=40)
    account = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=80)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="hear of orders", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        constraints = [
            models.UniqueConstraint(fields=["store", "platform", "account"], name="connection_account")
        ]

    def __str__(self) -> str:
        return f"{self.platform} {self.name}"

    @property
    def namespace(self) -> str:
        """In which world of identities the platform's customers are."""
        return f"shop:{self.public_id}"
