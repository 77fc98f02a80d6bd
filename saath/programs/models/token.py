"""Tokens with which programs come."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models

from saath.core.clock import now
from saath.programs.bearers import HASH_LETTERS
from saath.programs.scopes import in_words
from saath.tenancy.models import StoreManager, StoreOwned, StoreQuerySet
from saath.tenancy.retention import Retention

LONGEST_NAME = 80


class AccessTokenQuerySet(StoreQuerySet["AccessToken"]):
    """Filters of tokens."""

    def own(self) -> Self:
        """Those that colleagues made themselves; the others are an app's for an hour."""
        return self.filter(admission=None)

    def live(self, at: datetime) -> Self:
        """Those that are neither taken away nor over; their colleague may have left."""
        return self.filter(revoked_at=None, expires_at__gt=at)


AccessTokenManager = StoreManager.from_queryset(AccessTokenQuerySet)


class AccessToken(StoreOwned):
    """What a program shows to act as a colleague. Only the hash of it is kept.

    An app's belongs to the `admission` by which it was let in.
    `last_used_at` is coarse to a minute, `last_used_from` is the network address at that time.
    """

    member = models.ForeignKey("stores.Member", on_delete=models.CASCADE, related_name="+")
    admission = models.ForeignKey(
        "programs.Admission", on_delete=models.CASCADE, null=True, related_name="tokens"
    )
    name = models.CharField(max_length=LONGEST_NAME)
    token_hash = models.CharField(max_length=HASH_LETTERS)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(default=now, editable=False)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)
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
        indexes: ClassVar = [
            models.Index(
                fields=["store", "expires_at"],
                condition=models.Q(revoked_at=None, warned_at=None, admission=None),
                name="token_to_warn_of",
            )
        ]

    def __str__(self) -> str:
        return f"token {self.public_id}"

    @property
    def allowed(self) -> list[str]:
        """What it lets a program do, in words."""
        return in_words(self.scopes)
