"""The era in which the positions of live streams have a meaning."""

from __future__ import annotations

from django.db import models

from saath.tenancy.retention import Retention


class StreamEpoch(models.Model):
    """One row for the whole database; global, for streams of every store read the same table.

    After a restore or the promotion of a replica positions run backwards: the epoch changes, and browsers load anew.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    name = models.CharField(max_length=16)
    server = models.CharField(max_length=64, blank=True)

    retention = Retention(
        purpose="tell positions of before a restore from those after it", keep_for=None, erasure="keep"
    )

    def __str__(self) -> str:
        return self.name
