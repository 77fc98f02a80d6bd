"""How long couriers take."""

from __future__ import annotations

from typing import Any

from django.db import models

from saath.orders.promises import MOST_DAYS
from saath.tenancy.models import StoreRow
from saath.tenancy.retention import Retention


def no_days() -> list[Any]:
    """No parcel on any number of days."""
    return [0] * (MOST_DAYS + 1)


class CourierFigures(StoreRow):
    """What the parcels of a courier to one zone of pincodes took, folded from parcels that have come.

    `courier` is its name as `courier_key` writes it, "" for all together; `zone` is "" for everywhere. `days` counts parcels by
    the days from dispatch to the door, `dispatch_days` adds up those from order to dispatch, `in_time` are those of the
    `promised` ones that came by then.
    """

    courier = models.CharField(max_length=80, blank=True)
    name = models.CharField(max_length=80, blank=True)
    zone = models.CharField(max_length=3, blank=True)
    parcels = models.IntegerField(default=0)
    days = models.JSONField(default=no_days)
    dispatch_days = models.IntegerField(default=0)
    promised = models.IntegerField(default=0)
    in_time = models.IntegerField(default=0)

    retention = Retention(purpose="know how long a parcel takes", keep_for=None, erasure="keep")

    class Meta(StoreRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["store", "courier", "zone"], name="figures_of_courier")
        ]

    def __str__(self) -> str:
        return f"{self.courier} {self.zone}: {self.parcels}"
