"""What a program was answered, for when it asks the same again."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.db import models

from saath.core.clock import now
from saath.tenancy.models import StoreRow
from saath.tenancy.retention import Retention

KEPT_FOR = timedelta(hours=24)
LONGEST_KEY = 255
# Among the headers of an answer whose body is encrypted.
SEALED = "sealed"


class KeptAnswer(StoreRow):
    """The first answer under an Idempotency-Key of a caller, or, while `status` is 0, that somebody is at it.

    `fingerprint` is the SHA-256 of what was asked.
    """

    caller = models.UUIDField()
    key = models.CharField(max_length=LONGEST_KEY)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(
        purpose="answer a repeated request as the first", keep_for=KEPT_FOR, erasure="delete"
    )

    class Meta(StoreRow.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["store", "caller", "key"], name="answer_once_per_key")
        ]
        indexes: ClassVar = [models.Index(fields=["created_at"], name="answer_created")]

    def __str__(self) -> str:
        return f"answer {self.pk}"
