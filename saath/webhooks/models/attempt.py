"""One try to hand a delivery over."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from saath.tenancy.models import StoreRow
from saath.tenancy.retention import Retention
from saath.webhooks.models.delivery import Delivery
from saath.webhooks.rules import HORIZON


class Attempt(StoreRow):
    """When it was tried, how long it took, and what the other server said, the beginning of it.

    `failure` is empty where it was taken. `status` is null where no answer came.
    """

    class Failure(models.TextChoices):
        """What went wrong."""

        STATUS = "status", _("The server answered with an error.")
        REDIRECT = "redirect", _("The server sends us elsewhere, and webhooks follow nobody.")
        SLOW = "slow", _("The server did not answer in time.")
        UNKNOWN_NAME = "name", _("There is no server of this name.")
        UNREACHABLE = "line", _("The server could not be reached.")
        REFUSED = "private", _("The address belongs to a private network, so we did not call it.")
        SECRET = "secret", _("The secret of this webhook cannot be read.")

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="+")
    began_at = models.DateTimeField()
    took_ms = models.PositiveIntegerField(default=0)
    status = models.PositiveSmallIntegerField(null=True)
    failure = models.CharField(max_length=8, choices=Failure.choices, blank=True)
    answer_type = models.CharField(max_length=100, blank=True)
    answer = models.TextField(blank=True)

    retention = Retention(
        purpose="show what a server answered", keep_for=HORIZON, erasure="keep", dated_by="began_at"
    )

    class Meta(StoreRow.Meta):
        indexes: ClassVar = [models.Index(fields=["delivery", "id"], name="webhook_attempts")]

    def __str__(self) -> str:
        return f"{self.began_at:%H:%M} {self.status or self.failure}"
