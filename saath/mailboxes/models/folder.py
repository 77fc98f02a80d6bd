"""A folder of a mailbox, and how far it has been read."""

from __future__ import annotations

from django.db import models

from saath.core.clock import now
from saath.mailboxes.models.mailbox import Mailbox
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class MailboxFolder(StoreOwned):
    """Every mail up to `last_uid` is accounted for, or was there before us (RFC 9051, 2.3.1.1: UIDs only grow).

    Looking back reads what is older: the mails since `back_since` up to `back_to`, of which those to `back_uid` are done.
    `renumbered_after` is the last look under old numbers, while what the server numbered anew is gone through.
    `stuck_uid` is the mail at which the line broke, `stuck_count` how often.
    """

    class Role(models.TextChoices):
        INBOX = "inbox"
        SENT = "sent"

    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="folders")
    role = models.CharField(max_length=5, choices=Role)
    name = models.CharField(max_length=255)
    uidvalidity = models.BigIntegerField(null=True)
    last_uid = models.BigIntegerField(default=0)
    back_since = models.DateField(null=True)
    back_uid = models.BigIntegerField(default=0)
    back_to = models.BigIntegerField(default=0)
    back_total = models.PositiveIntegerField(default=0)
    back_done = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    looked_at = models.DateTimeField(null=True)
    renumbered_after = models.DateTimeField(null=True)
    stuck_uid = models.BigIntegerField(default=0)
    stuck_count = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="read every mail once", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        constraints = [
            models.UniqueConstraint(fields=["store", "mailbox", "name"], name="mailbox_folder_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_looking_back(self) -> bool:
        """Whether older mails are still to be read."""
        return self.back_since is not None

    def delivery_key(self, uid: int) -> str:
        """Return the name of a mail in the ledger: its number here, as long as the server keeps its numbers."""
        return f"{self.key_prefix}{self.uidvalidity}:{uid}"

    @property
    def key_prefix(self) -> str:
        """Return how the ledger's names of this folder's mails begin."""
        return f"imap:{self.public_id.hex}:"
