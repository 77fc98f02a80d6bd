"""A server of the shop's that is told what happens."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from saath.core.clock import now
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class Endpoint(StoreOwned):
    """An address, the kinds of event that it hears of by their public names, and how it has been answering.

    `hears_everything` takes kinds that come later too. `listening_since` is when it was added or resumed last; what
    happened before is sent only by a replay. `stopped_because` is empty while it listens. `failed_times` counts failures
    in a row, `failing_since` is the first of them, and before `hold_until` nothing is sent. `newest_test` is the public id
    of the delivery that was sent as a test last. Secrets are encrypted; `former_secret` is good until
    `former_secret_until`.
    """

    class Stopped(models.TextChoices):
        """Why nothing is sent."""

        PAUSED = "paused", _("Paused")
        FAILING = "failing", _("Nothing arrived for days")
        GONE = "gone", _("It wants nothing any more")
        RESTORED = "restored", _("Restored from a backup")

    name = models.CharField(max_length=80)
    url = models.TextField()
    kinds = models.JSONField(default=list)
    hears_everything = models.BooleanField(default=False)
    secret = models.TextField(blank=True)
    former_secret = models.TextField(blank=True)
    former_secret_until = models.DateTimeField(null=True)
    stopped_because = models.CharField(max_length=8, choices=Stopped.choices, blank=True)
    stopped_at = models.DateTimeField(null=True)
    listening_since = models.DateTimeField(default=now)
    failed_times = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True)
    hold_until = models.DateTimeField(null=True)
    last_tried_at = models.DateTimeField(null=True)
    last_taken_at = models.DateTimeField(null=True)
    newest_test = models.UUIDField(null=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now, editable=False)
    deleted_at = models.DateTimeField(null=True)

    retention = Retention(purpose="tell the shop's servers what happens", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        indexes: ClassVar = [
            models.Index(
                fields=["store"],
                condition=models.Q(stopped_because="", deleted_at=None),
                name="webhook_listening",
            )
        ]

    def __str__(self) -> str:
        return f"webhook {self.public_id}"

    @property
    def is_listening(self) -> bool:
        """Whether it is told what happens."""
        return not self.stopped_because and self.deleted_at is None

    def hears(self, kind: str) -> bool:
        """Tell whether it wants to know of a kind, by its public name."""
        return self.hears_everything or kind in self.kinds
