"""A parcel on its way, and what is said of it there."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from saath.orders.models.order import Order
from saath.orders.states import Moved
from saath.tenancy.models import StoreManager, StoreOwned, StoreQuerySet, StoreRow
from saath.tenancy.retention import Retention

# Where a parcel stands of which more is to be heard.
UNDER_WAY = (
    Moved.LABEL,
    Moved.PICKED_UP,
    Moved.IN_TRANSIT,
    Moved.OUT_FOR_DELIVERY,
    Moved.ATTEMPTED,
    Moved.AVAILABLE,
    Moved.RTO_STARTED,
    Moved.RTO_IN_TRANSIT,
    Moved.EXCEPTION,
)
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class ShipmentQuerySet(StoreQuerySet["Shipment"]):
    """Filters of parcels."""

    def there(self) -> Self:
        """Those that the newest telling of their order has."""
        return self.filter(is_gone=False)


ShipmentManager = StoreManager.from_queryset(ShipmentQuerySet)


class Shipment(StoreOwned):
    """One parcel. Where it stands follows from its scans alone, in whatever order these came.

    `asked_at` is when its courier was last asked because nobody told of it: `NEVER` in most of them.
    So do `left_at`, `arrived_at` and `heard_at`, when something was said of it last. `is_learnt` says that the figures of its
    courier count it. `is_gone` is one that the newest telling of its order has not: it counts for nothing, and is kept for its
    scans, with which it comes back when it is told of again.
    """

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="shipments", db_index=False)
    key = models.CharField(max_length=80)
    courier = models.CharField(max_length=80, blank=True)
    awb = models.CharField(max_length=60, blank=True)
    awb_key = models.CharField(max_length=60, blank=True)
    url = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=20, choices=Moved.choices, default=Moved.LABEL)
    promised_on = models.DateField(null=True)
    left_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)
    is_learnt = models.BooleanField(default=False)
    is_gone = models.BooleanField(default=False)
    lines = models.JSONField(default=list)
    asked_at = models.DateTimeField(default=NEVER)

    objects: ClassVar[ShipmentManager[Shipment]] = ShipmentManager()
    retention = Retention(purpose="know where a parcel is", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["store", "order", "key"], name="shipment_key")]
        indexes = [
            models.Index(fields=["store", "awb_key"], name="shipment_awb", condition=~Q(awb_key="")),
            models.Index(
                fields=["store", "asked_at", "id"],
                name="shipment_under_way",
                condition=Q(state__in=UNDER_WAY, is_gone=False) & ~Q(awb_key=""),
            ),
            models.Index(
                fields=["store", "id"],
                name="shipment_to_learn",
                condition=Q(arrived_at__isnull=False, is_learnt=False, is_gone=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.courier} {self.awb}".strip()


class Scan(StoreRow):
    """One thing that a courier said of a parcel. Scans are a set: said twice, it is one."""

    shipment = models.ForeignKey(Shipment, on_delete=models.CASCADE, related_name="scans", db_index=False)
    key = models.CharField(max_length=32)
    at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=Moved.choices)
    text = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=120, blank=True)

    retention = Retention(purpose="know where a parcel is", keep_for=None, erasure="keep")

    class Meta(StoreRow.Meta):
        constraints = [models.UniqueConstraint(fields=["store", "shipment", "key"], name="scan_key")]

    def __str__(self) -> str:
        return f"{self.state} {self.at:%Y-%m-%d %H:%M}"
