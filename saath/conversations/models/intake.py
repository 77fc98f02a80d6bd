"""The ledger of everything that reached us: each thing is a row before anybody looks inside."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q

from saath.conversations.models.account import ChannelAccount
from saath.conversations.models.message import Message
from saath.core.clock import now
from saath.files.models import StoredFile
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class IntakeItem(StoreOwned):
    """One SMTP transaction or mail UID, one post of the widget, later one webhook, and what became of it.

    What arrived stands in `raw` octet by octet; where it is a few hundred characters of text, in `body` instead.
    `fingerprint` is the hash of the mail without trace headers: with the same Message-ID it is the same mail again.
    `delivery_key` is the other side's own name of the delivery, where it has one: what has a row is not taken in again.
    `is_released` says that a person wants it read whatever rule put it aside.
    `is_imported` is history that was there before us: it opens nothing, starts no clock and is never answered by a machine.
    """

    class State(models.TextChoices):
        RECEIVED = "received"
        ACCEPTED = "accepted"
        IGNORED = "ignored"
        QUARANTINED = "quarantined"
        FAILED = "failed"

    class Source(models.TextChoices):
        SMTP = "smtp"
        LMTP = "lmtp"
        IMAP = "imap"
        SENT_COPY = "sent-copy"
        FILE = "file"
        CHAT = "chat"
        FORM = "form"

    account = models.ForeignKey(ChannelAccount, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=20)
    delivery_key = models.CharField(max_length=120, null=True)
    is_imported = models.BooleanField(default=False)
    raw = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    body = models.TextField(blank=True)
    envelope = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=State, default=State.RECEIVED)
    rule = models.CharField(max_length=60, blank=True)
    error = models.CharField(max_length=200, blank=True)
    message_key = models.CharField(max_length=255, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, related_name="receipts")
    is_repeat = models.BooleanField(default=False)
    is_released = models.BooleanField(default=False)
    arrived_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(
        purpose="prove that nothing was lost",
        keep_for=timedelta(days=400),
        erasure="blank",
        blank=("envelope", "message_key", "body"),
        dated_by="received_at",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["store", "message_key", "fingerprint"],
                condition=Q(state="accepted", is_repeat=False) & ~Q(message_key=""),
                name="intake_same_mail_once",
            ),
            models.UniqueConstraint(fields=["store", "delivery_key"], name="intake_delivery_once"),
        ]
        indexes = [
            models.Index(fields=["store", "-received_at", "-id"], name="intake_newest"),
            models.Index(fields=["store", "state", "-received_at", "-id"], name="intake_by_state"),
            models.Index(fields=["store", "source", "-received_at", "-id"], name="intake_by_source"),
            models.Index(
                fields=["store", "-received_at", "-id"], condition=Q(is_repeat=True), name="intake_repeats"
            ),
            models.Index(
                fields=["store", "id"], condition=Q(state="accepted", message=None), name="intake_lost"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.public_id}"

    @property
    def is_sent_copy(self) -> bool:
        """Whether it comes from a folder of sent mail: then the shop wrote it."""
        return self.source == self.Source.SENT_COPY
