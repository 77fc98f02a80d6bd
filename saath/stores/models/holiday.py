"""Days on which a shop does not open."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from saath.core.clock import now
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class Holiday(StoreOwned):
    """One date, in the shop's time zone, and why. Past ones stay: they tell how long open hours were.

    `names` has what the day is called by language, as far as anybody said so; `name` stands in for the others.
    """

    date = models.DateField(_("Day"))
    name = models.CharField(_("Name"), max_length=120)
    names = models.JSONField(_("Names by language"), default=dict, blank=True)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="when the shop was closed", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        ordering: ClassVar = ["date"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["store", "date"], name="holiday_once_per_store")
        ]

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d} {self.name}"
