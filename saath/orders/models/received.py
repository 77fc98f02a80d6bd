"""The ledger of what platforms and couriers tell: each delivery is a row before anybody looks inside."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from saath.core.clock import now
from saath.orders.models.connection import Connection
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention

KEPT = timedelta(days=30)


class Received(StoreOwned):
    """One delivery that proved where it comes from, as it came, and what became of it.

    `key` is what two deliveries of the same news have in common. `headers` are those that its connector reads, never the
    proof. `reason` says why it stands where it does (see `words`), `detail` what its connector or Saath said of it,
    `about` which order or parcel it tells of, and `waits_for` which one has to come first. `tells_of` names that order or parcel
    for as long as the row is kept, so that who wants to be forgotten is found in it. What failed by a fault of ours is read
    again at `try_at`.
    """

    class State(models.TextChoices):
        RECEIVED = "received", pgettext_lazy("state of a delivery", "Not read yet")
        TAKEN = "taken", pgettext_lazy("state of a delivery", "Taken in")
        IGNORED = "ignored", pgettext_lazy("state of a delivery", "Nothing to do")
        WAITING = "waiting", pgettext_lazy("state of a delivery", "Waits for its order")
        ASKED = "asked", pgettext_lazy("state of a delivery", "For you to do")
        SETTLED = "settled", pgettext_lazy("state of a delivery", "Done by you")
        FAILED = "failed", pgettext_lazy("state of a delivery", "Failed")

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=200)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(default=bytes)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    reason = models.CharField(max_length=30, blank=True)
    detail = models.CharField(max_length=200, blank=True)
    about = models.CharField(max_length=80, blank=True)
    waits_for = models.CharField(max_length=100, blank=True)
    tells_of = models.CharField(max_length=100, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    try_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(default=now)
    read_at = models.DateTimeField(null=True)

    retention = Retention(
        purpose="prove what a platform told", keep_for=KEPT, erasure="delete", dated_by="received_at"
    )

    class Meta(StoreOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["store", "connection", "key"], name="received_once")]
        indexes = [
            models.Index(fields=["store", "id"], name="received_unread", condition=Q(state="received")),
            models.Index(fields=["store", "connection", "-id"], name="received_newest"),
            models.Index(
                fields=["store", "connection", "state", "-id"],
                name="received_troubled",
                condition=Q(state__in=["asked", "failed"]),
            ),
            models.Index(fields=["store", "tells_of", "id"], name="received_of"),
            models.Index(
                fields=["store", "waits_for"], name="received_waiting", condition=Q(state="waiting")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.connection} {self.public_id}"
