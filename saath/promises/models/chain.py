"""Whom a shop asks as the time of a promise runs out."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from saath.core.clock import now
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class Chain(StoreOwned):
    """A shop's steps as `chain.content` reads them: when, who is asked, and whether they hear of it or are given it.

    A shop without a row has the steps of `chain.rules.STARTING`.
    """

    steps: models.JSONField[list[dict[str, object]], list[dict[str, object]]] = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="ask the next one in time", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["store"], name="chain_once_a_store")]

    def __str__(self) -> str:
        return f"chain of {len(self.steps)} steps"
