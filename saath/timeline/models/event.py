"""One thing that happened in a store."""

from __future__ import annotations

from datetime import timedelta

from django.db import models

from saath.core.clock import now
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class Event(StoreOwned):
    """Ids, kind, audience and names of changed fields; never text, addresses or secrets.

    PostgreSQL adds a column `xid` by migration: the live stream's cursor needs the writing transaction.
    """

    kind = models.CharField(max_length=60)
    audience = models.CharField(max_length=8)
    subject_type = models.CharField(max_length=40)
    subject = models.UUIDField()
    refs = models.JSONField(default=dict)
    changed = models.JSONField(default=list)
    actor_kind = models.CharField(max_length=8)
    actor_person_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(
        purpose="who did what, for audit and replay", keep_for=timedelta(days=400), erasure="keep"
    )

    class Meta:
        indexes = [
            models.Index(fields=["store", "subject", "id"], name="event_subject"),
            models.Index(fields=["store", "created_at"], name="event_created"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
