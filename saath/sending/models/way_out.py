"""A way on which answers of one address can leave."""

from __future__ import annotations

from django.db import models

from saath.channels.email.smtp_out import Security
from saath.conversations.models import ChannelAccount
from saath.core.clock import now
from saath.mailboxes.models import Mailbox
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention

FORMER = ("former_host", "former_port", "former_security", "former_secret")


class WayOut(StoreOwned):
    """A server and who signs in there, and how the last test mail fared.

    `secret` is encrypted (see `keys`): a password, or a service's key. With kind CONSENT there is none: `mailbox` is where
    the owner signed in. `user` is the domain at Mailgun, the address at Brevo. `trouble` is empty unless the last test failed;
    `detail` is what the server said. The `former_` fields hold what a test mail went well with, from a change until one
    goes well with the new; they are empty otherwise.
    """

    class Kind(models.TextChoices):
        SMTP = "smtp"
        CONSENT = "consent"
        MAILGUN = "mailgun"
        BREVO = "brevo"

    class State(models.TextChoices):
        TRYING = "trying"
        WORKS = "works"
        FAILS = "fails"

    account = models.ForeignKey(ChannelAccount, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    host = models.CharField(max_length=253)
    port = models.PositiveIntegerField()
    security = models.CharField(max_length=8, choices=[(each.value, each.value) for each in Security])
    user = models.CharField(max_length=320)
    secret = models.TextField(blank=True)
    former_host = models.CharField(max_length=253, blank=True)
    former_port = models.PositiveIntegerField(null=True)
    former_security = models.CharField(max_length=8, blank=True)
    former_secret = models.TextField(blank=True)
    mailbox = models.ForeignKey(Mailbox, on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.TRYING)
    trouble = models.CharField(max_length=12, blank=True)
    detail = models.CharField(max_length=200, blank=True)
    tried_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="send the shop's answers", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        constraints = [
            models.UniqueConstraint(fields=["store", "account", "host", "user"], name="way_out_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user} at {self.host}"

    @property
    def proved(self) -> WayOut:
        """Return the way as answers leave on it: as it was before a change that no test mail has proved yet."""
        if not self.former_host or self.former_port is None:
            return self
        return WayOut(
            account_id=self.account_id,
            kind=self.kind,
            host=self.former_host,
            port=self.former_port,
            security=self.former_security,
            user=self.user,
            secret=self.former_secret,
            mailbox=self.mailbox,
        )

    @property
    def sets_return_path(self) -> bool:
        """Whether whoever takes the mail writes a return path of their own, or wants that of who signed in."""
        return self.kind != self.Kind.SMTP
