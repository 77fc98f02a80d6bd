"""A mailbox at some provider, which is read for one address of the store."""

from __future__ import annotations

from django.db import models

from saath.channels.email.imap_facts import Security, Trouble
from saath.conversations.models import ChannelAccount
from saath.core.clock import now
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class Mailbox(StoreOwned):
    """Where it is, who opens it, and how the last visit went.

    `secret` is encrypted (see `keys`). `known_from` is the moment of the first visit: what was there before is history,
    and `has_chosen` that a person said what becomes of it. `trouble` is empty while all is well; `try_at` puts the next
    visit off after trouble. A person's change raises `version`: whoever reads the mailbox then begins anew.
    """

    class State(models.TextChoices):
        CONNECTING = "connecting"
        CHOOSING = "choosing"
        WATCHING = "watching"
        PAUSED = "paused"

    class SignIn(models.TextChoices):
        PASSWORD = "password"  # noqa: S105  # the name of a way to sign in
        GOOGLE = "google"
        MICROSOFT = "microsoft"

    account = models.ForeignKey(ChannelAccount, on_delete=models.PROTECT, related_name="+")
    host = models.CharField(max_length=253)
    port = models.PositiveIntegerField()
    security = models.CharField(max_length=8, choices=[(each.value, each.value) for each in Security])
    user = models.CharField(max_length=320)
    sign_in = models.CharField(max_length=9, choices=SignIn)
    secret = models.TextField(blank=True)
    reads_sent = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.CONNECTING)
    trouble = models.CharField(
        max_length=12, choices=[(each.value, each.value) for each in Trouble], blank=True
    )
    trouble_detail = models.CharField(max_length=200, blank=True)
    trouble_since = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    try_at = models.DateTimeField(null=True)
    has_chosen = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    known_from = models.DateTimeField(null=True)
    last_success_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="read the shop's mail where it is", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        constraints = [
            models.UniqueConstraint(fields=["store", "host", "user"], name="mailbox_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user} at {self.host}"

    @property
    def is_read(self) -> bool:
        """Whether somebody visits it, now or after a pause for trouble."""
        return self.state != self.State.PAUSED
