"""What a shop says to its customers in its own words."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from saath.core.clock import now
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class CustomerText(StoreOwned):
    """The shop's wording of one text in one language; where it has none, ours stands (`stores.texts`).

    `version` counts the wordings in this language, `based_on_version` says which wording in the shop's own
    language this one follows: an older one than the present makes it out of date.
    """

    key = models.CharField(max_length=60)
    language = models.CharField(max_length=2)
    text = models.TextField()
    version = models.PositiveIntegerField(default=1)
    based_on_version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=now, editable=False)
    changed_at = models.DateTimeField(default=now)

    retention = Retention(purpose="the shop's words to its customers", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["store", "key", "language"], name="text_once_per_language")
        ]

    def __str__(self) -> str:
        return f"{self.key} ({self.language})"
