"""A browser that takes pushed messages."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from saath.core.clock import now
from saath.stores.models import Member
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class PushDevice(StoreOwned):
    """A subscription (W3C Push API): the address of a push service, and the keys that only the browser can open with.

    `key` is the SHA-256 of the address, by which a browser exists once.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    endpoint = models.TextField()
    key = models.CharField(max_length=64)
    p256dh = models.CharField(max_length=120)
    auth = models.CharField(max_length=40)
    label = models.CharField(max_length=80)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="tell colleagues away from the desk", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["store", "key"], name="push_device_once")]

    def __str__(self) -> str:
        return self.label
