"""One version of the shop's service standards."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from saath.core.clock import now
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class Standard(StoreOwned):
    """What is promised, in the words of the shop: a draft, of which there is one at most, or a version that no longer changes.

    A draft has the number that it will be published under. `texts` holds a text for each name and language, `promises`
    times in seconds for each channel ("" for every other one) and days, `handling` how each kind of problem is handled,
    which only colleagues read: see `saath.promises.standards.content`. `based_on` is the number of the version that it
    began as a copy of, 0 for our starting text. `version` counts the savings of a draft. `reminded_at` is when colleagues who
    had not read it were reminded, which happens once.
    """

    class State(models.TextChoices):
        """Whether it is in force, or was."""

        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")

    number = models.PositiveIntegerField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    texts = models.JSONField(default=dict)
    promises = models.JSONField(default=dict)
    handling = models.JSONField(default=list)
    based_on = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now, editable=False)
    changed_at = models.DateTimeField(default=now)
    published_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey("stores.Member", on_delete=models.PROTECT, null=True, related_name="+")

    retention = Retention(purpose="what the shop promised, and when", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["store", "number"], name="standard_number_once"),
            models.UniqueConstraint(
                fields=["store"], condition=models.Q(state="draft"), name="standard_one_draft"
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft", published_at=None)
                | models.Q(state="published", published_at__isnull=False),
                name="standard_published_when",
            ),
        ]

    def __str__(self) -> str:
        return f"standard {self.number}"

    @property
    def is_draft(self) -> bool:
        """Whether it can still be changed."""
        return self.state == self.State.DRAFT
