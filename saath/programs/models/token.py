"""Tokens with which programs come."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models

from saath.core.clock import now
from saath.programs.bearers import HASH_LETTERS
from saath.tenancy.models import StoreManager, StoreOwned, StoreQuerySet
from saath.tenancy.retention import Retention

LONGEST_NAME = 80


class AccessTokenQuerySet(StoreQuerySet["AccessToken"]):
    """Filters of tokens."""

    def live(self, at: datetime) -> Self:
        """Those that are neither taken away nor over; their colleague may have left."""
        return self.filter(revoked_at=None, expires_at__gt=at)


AccessTokenManager = StoreManager.from_queryset(AccessTokenQuerySet)


class AccessToken(StoreOwned):
    """What a program shows to act as a colleague. Only the hash of it is kept.

    `last_used_at` is coarse to a minute, `last_used_from` is the network address at that time.
    """

    member = models.ForeignKey("stores.Member", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=LONGEST_NAME)
    token_hash = models.CharField(max_length=HASH_LETTERS)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(default=now, editable=False)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    last_used_from = models.CharField(max_length=45, blank=True)

    objects: ClassVar[AccessTokenManager[AccessToken]] = AccessTokenManager()
    retention = Retention(
        purpose="which programs act for whom",
        keep_for=timedelta(days=90),
        erasure="keep",
        dated_by="expires_at",
    )

    class Meta(StoreOwned.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["store", "token_hash"], name="token_once_per_store")
        ]

    def __str__(self) -> str:
        return f"token {self.public_id}"
