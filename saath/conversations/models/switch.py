"""Answering a customer elsewhere than where they wrote last."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from saath.conversations.models.account import ChannelAccount
from saath.conversations.models.message import Message
from saath.core.clock import now
from saath.stores.models import Member
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class Switch(StoreOwned):
    """Why one answer went `by` an account, to what its message says, and not `was_by` the one where the customer wrote last.

    It is counted by pair of channels, reason, colleague and day; an answer that is taken back takes it along. `event_id`
    is the event by which a thread tells it.
    """

    class Reason(models.TextChoices):
        ASKED = "asked", _("The customer asked for it")
        CLOSED = "closed", _("The channel lets no answer through")
        FILES = "files", _("The files are too large there")
        URGENT = "urgent", _("It is urgent")
        BOUNCED = "bounced", _("What we sent there came back")
        OTHER = "other", _("Another reason")

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")
    was_by = models.ForeignKey(ChannelAccount, on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.ForeignKey(ChannelAccount, on_delete=models.PROTECT, related_name="+", db_index=False)
    switched_by = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    reason = models.CharField(max_length=8, choices=Reason)
    reason_words = models.CharField(max_length=200, blank=True)
    event_id = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(
        purpose="see how often customers are answered elsewhere, and why",
        keep_for=None,
        erasure="blank",
        blank=("reason_words",),
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "message"], name="switch_once")]
        indexes = [models.Index(fields=["store", "event_id"], name="switch_event")]

    def __str__(self) -> str:
        return f"{self.message_id} {self.reason}"
