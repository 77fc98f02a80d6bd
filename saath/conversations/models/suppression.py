"""Addresses to which no machine of the store writes any more."""

from __future__ import annotations

from django.db import models

from saath.conversations.models.message import Message
from saath.core.clock import now
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class Suppression(StoreOwned):
    """An address that sent a mail of ours back for good, or whose owner called one spam.

    A person may still write to it, and may lift this. `message` is what came back or was complained of, `status` the
    RFC 3463 code of the report or ''. `namespace` and `key` are those of the identity with this address.
    """

    class Reason(models.TextChoices):
        BOUNCED = "bounced"
        COMPLAINED = "complained"

    namespace = models.CharField(max_length=60)
    key = models.CharField(max_length=320)
    address = models.CharField(max_length=320)
    reason = models.CharField(max_length=10, choices=Reason)
    status = models.CharField(max_length=12, blank=True)
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(
        purpose="send nothing automatic where it is not wanted", keep_for=None, erasure="delete"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "namespace", "key"], name="suppression_once")]
        indexes = [models.Index(fields=["store", "-id"], name="suppression_newest")]

    def __str__(self) -> str:
        return f"{self.reason} {self.public_id}"
