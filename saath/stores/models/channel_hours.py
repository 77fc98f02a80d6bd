"""The hours of a channel that has its own."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from saath.core.clock import now
from saath.stores.hours import WeekHours
from saath.stores.hours_json import week_from_json
from saath.stores.models.settings import check_hours
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class ChannelHours(StoreOwned):
    """A channel's own week, such as a chat from 11 to 17; a channel without a row has the shop's hours."""

    channel = models.CharField(_("Channel"), max_length=40)
    hours = models.JSONField(_("Opening hours"), validators=[check_hours])
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="when the shop answers on a channel", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        ordering: ClassVar = ["channel"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["store", "channel"], name="channel_hours_once_per_channel")
        ]

    def __str__(self) -> str:
        return f"hours of {self.channel}"

    @property
    def week(self) -> WeekHours:
        """The week as a value."""
        return week_from_json(self.hours)
