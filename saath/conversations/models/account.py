"""A place where people write to the store."""

from __future__ import annotations

from django.db import models

from saath.core.clock import now
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class ChannelAccount(StoreOwned):
    """A mail address, or later a phone number or page, of the store on one channel.

    `key` is the canonical address. It is unique over all stores: the intake finds the store by it.

    `authserv_ids` names the mail servers, with blanks between, whose Authentication-Results we believe (RFC 8601).
    Anybody may write such a header, so mail that strangers hand to our own SMTP port is believed by it only where
    `is_behind_server` says that nobody but that server reaches the port.
    """

    channel = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=320)
    key = models.CharField(max_length=320)
    is_active = models.BooleanField(default=True)
    authserv_ids = models.CharField(max_length=300, blank=True)
    is_behind_server = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="receive and send", keep_for=None, erasure="keep")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "key"], name="account_key")]

    def __str__(self) -> str:
        return f"{self.channel} {self.address}"
