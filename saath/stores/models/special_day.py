"""Dates with hours of their own."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from saath.core.clock import now
from saath.stores.hours import Interval
from saath.stores.hours_json import day_from_json
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class SpecialDay(StoreOwned):
    """The hours of one date in the shop's time zone, in place of its week and of a holiday; none mean closed.

    `channel` is empty for the whole shop; a channel's own day wins over that. `reason` is said to customers, by
    language, at least in the shop's own. Past ones stay: they tell how long open hours were.
    """

    date = models.DateField(_("Day"))
    channel = models.CharField(_("Channel"), max_length=40, blank=True)
    hours = models.JSONField(_("Hours"), default=list, blank=True)
    reason = models.JSONField(_("Reason"), default=dict, blank=True)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="when the shop was open", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        ordering: ClassVar = ["date", "channel"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["store", "date", "channel"], name="special_day_once_per_channel")
        ]

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d} {self.channel}"

    @property
    def intervals(self) -> tuple[Interval, ...]:
        """The hours as a value."""
        return day_from_json(self.hours)
