"""A domain from which the store writes, and the keys that sign for it."""

from __future__ import annotations

from django.db import models

from saath.channels.email.dkim_sign import Algorithm, record_of
from saath.core.clock import now
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class MailDomain(StoreOwned):
    """What DNS said about a domain when it was last asked: `verdicts` as `rules.Verdict` writes them, by record."""

    name = models.CharField(max_length=253)
    verdicts = models.JSONField(default=dict)
    is_checking = models.BooleanField(default=False)
    checked_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="let answers arrive", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["store", "name"], name="mail_domain_once")]

    def __str__(self) -> str:
        return self.name


class DkimKey(StoreOwned):
    """A key that waits for its record in DNS, signs, or is retired.

    `private` is encrypted, and empty once the key is retired.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        SIGNING = "signing"
        RETIRED = "retired"

    domain = models.ForeignKey(MailDomain, on_delete=models.CASCADE, related_name="keys")
    selector = models.CharField(max_length=40)
    algorithm = models.CharField(
        max_length=8, choices=[(each.value, each.value) for each in Algorithm], default=Algorithm.RSA.value
    )
    private = models.TextField(blank=True)
    public = models.TextField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    changed_at = models.DateTimeField(default=now)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="sign the shop's answers", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        constraints = [
            models.UniqueConstraint(fields=["store", "domain", "selector"], name="dkim_key_once"),
        ]

    def __str__(self) -> str:
        return self.selector

    @property
    def record_name(self) -> str:
        """Return where DNS has to hold the key's public half."""
        return f"{self.selector}._domainkey.{self.domain.name}"

    @property
    def record(self) -> str:
        """Return what DNS has to say there."""
        return record_of(self.public, self.algorithm)
