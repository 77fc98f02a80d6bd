"""A shop that runs on this installation."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from saath.core.clock import now
from saath.core.ids import new_public_id
from saath.tenancy.retention import Retention


class Store(models.Model):
    """One shop: its name, language, money and time. Everything else hangs on it."""

    public_id = models.UUIDField(default=new_public_id, editable=False, unique=True)
    name = models.CharField(_("shop name"), max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    language = models.CharField(_("language"), max_length=2, default="en")
    time_zone = models.CharField(_("time zone"), max_length=64, default="Asia/Kolkata")
    currency = models.CharField(_("currency"), max_length=3, default="INR")
    colour = models.CharField(_("colour"), max_length=7, default="#1d4e79")
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="the shop itself", keep_for=None, erasure="keep")

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        """Return the time zone that the store's screens show."""
        return ZoneInfo(self.time_zone)
