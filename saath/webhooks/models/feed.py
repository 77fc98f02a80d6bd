"""How far the events of a store were read."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from saath.tenancy.models import StoreRow
from saath.tenancy.retention import Retention


class Feed(StoreRow):
    """Where the next reading begins (see `saath.timeline.following`); one row for a store that ever had an endpoint.

    In another epoch of the database the position means nothing.
    """

    epoch = models.CharField(max_length=16)
    position = models.TextField()

    retention = Retention(purpose="put every event on its way once", keep_for=None, erasure="keep")

    class Meta(StoreRow.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["store"], name="webhook_feed_once")]

    def __str__(self) -> str:
        return self.position
