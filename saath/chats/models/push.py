"""Where the shop's own app is told that there is an answer."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from saath.chats.models.visitor import KEPT_FOR, Visitor
from saath.core.clock import now
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class ChatPush(StoreOwned):
    """A subscription of an app (W3C Push API): the address of a push service, and the keys that only the app can open with.

    `key` is the SHA-256 of the address, by which an app exists once. `asked_at` is when it asked last to be told,
    `told_message_id` the newest answer of which it was told, `told_at` when, and `failed_times` how often in a row its push
    service took nothing.
    """

    visitor = models.ForeignKey(Visitor, on_delete=models.CASCADE, related_name="+")
    endpoint = models.TextField()
    key = models.CharField(max_length=64)
    p256dh = models.CharField(max_length=120)
    auth = models.CharField(max_length=40)
    asked_at = models.DateTimeField(default=now)
    told_message_id = models.BigIntegerField(default=0)
    told_at = models.DateTimeField(null=True)
    failed_times = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(
        purpose="tell the shop's app of an answer", keep_for=KEPT_FOR, erasure="delete", dated_by="asked_at"
    )

    class Meta(StoreOwned.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["store", "key"], name="chat_push_once")]

    def __str__(self) -> str:
        return f"push {self.public_id}"
