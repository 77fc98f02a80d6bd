"""Where a shop's orders come from."""

from __future__ import annotations

from django.db import models

from saath.core.clock import now
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class Connection(StoreOwned):
    """One account of the shop at a platform, or one kind of file that it brings.

    `platform` is the key of a connector; `account` is what the platform calls the shop, such as its address there.
    `secrets_sealed` is what deliveries are signed with, `credentials_sealed` what opens the platform's API; both encrypted
    (see `keys`). `failure` is empty while all is well. `usual_gap_seconds` is how long it usually is quiet between two
    pieces of news, which `gaps` of them say; `silent_since` is set while it is quiet for much longer. `refused` counts what
    came without a proof. `self_test` is what became of the last test of the way from outside (see `self_testing`).
    """

    platform = models.CharField(max_length=40)
    account = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=80)
    is_active = models.BooleanField(default=True)
    secrets_sealed = models.TextField(blank=True)
    credentials_sealed = models.TextField(blank=True)
    token_expires_at = models.DateTimeField(null=True)
    last_heard_at = models.DateTimeField(null=True)
    last_polled_at = models.DateTimeField(null=True)
    poll_cursor = models.JSONField(default=dict)
    last_failed_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=300, blank=True)
    usual_gap_seconds = models.PositiveIntegerField(default=0)
    gaps = models.PositiveSmallIntegerField(default=0)
    silent_since = models.DateTimeField(null=True)
    refused = models.PositiveIntegerField(default=0)
    last_refused_at = models.DateTimeField(null=True)
    self_test = models.JSONField(default=dict)
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
