"""How mail of one address leaves."""

from __future__ import annotations

from django.db import models

from saath.conversations.models import ChannelAccount
from saath.core.clock import now
from saath.sending.models.way_out import WayOut
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class Outlet(StoreOwned):
    """The way that an address uses, none for the installation's own, and whether name+tag reaches it.

    `probe` is the Message-ID of the mail that was sent to find that out, `probed_at` when.
    """

    class Plus(models.TextChoices):
        UNKNOWN = "unknown"
        ASKED = "asked"
        WORKS = "works"
        FAILS = "fails"

    account = models.ForeignKey(ChannelAccount, on_delete=models.CASCADE, related_name="+")
    way = models.ForeignKey(WayOut, on_delete=models.RESTRICT, null=True, related_name="+")
    plus = models.CharField(max_length=8, choices=Plus, default=Plus.UNKNOWN)
    probe = models.CharField(max_length=255, blank=True)
    probed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="send the shop's answers", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["store", "account"], name="outlet_once")]

    def __str__(self) -> str:
        return f"outlet of {self.account_id}"
