"""An export that comes into a shop."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import pgettext_lazy

from saath.core.clock import now
from saath.exports.errors import Refusal
from saath.files.models import StoredFile
from saath.stores.models import Member
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention

KEPT_FOR = timedelta(days=90)


class ShopImport(StoreOwned):
    """One export on its way into an empty shop; without `file` a command reads it.

    First all of it is looked through, then its lines come in, kind by kind: `place` is the kind, `kind_done` how many of its
    lines are in, and those of each batch with it, so that a killed one goes on and doubles nothing. `is_mending` is the second
    way through, on which rows are told of those that came after them. One that fails goes out again. `adopted` are the names
    of rows that were here before, such as the owner's seat: they stay.
    """

    class State(models.TextChoices):
        CHECKING = "checking", pgettext_lazy("state of a shop that comes in", "Being looked through")
        CHECKED = "checked", pgettext_lazy("state of a shop that comes in", "Can come in")
        RUNNING = "running", pgettext_lazy("state of a shop that comes in", "Coming in")
        UNDOING = "undoing", pgettext_lazy("state of a shop that comes in", "Going out again")
        DONE = "done", pgettext_lazy("state of a shop that comes in", "Came in")
        FAILED = "failed", pgettext_lazy("state of a shop that comes in", "Did not come in")

    BUSY = (State.CHECKING, State.RUNNING, State.UNDOING)

    file = models.ForeignKey(
        StoredFile, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    state = models.CharField(max_length=8, choices=State, default=State.CHECKING)
    refusal = models.CharField(max_length=9, choices=Refusal, blank=True)
    where = models.CharField(max_length=200, blank=True)
    shop = models.CharField(max_length=120, blank=True)
    made_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)
    file_count = models.PositiveIntegerField(default=0)
    file_octets = models.BigIntegerField(default=0)
    lines = models.PositiveIntegerField(default=0)
    lines_done = models.PositiveIntegerField(default=0)
    place = models.PositiveSmallIntegerField(default=0)
    kind_done = models.PositiveIntegerField(default=0)
    is_mending = models.BooleanField(default=False)
    adopted = models.JSONField(default=list)
    created_at = models.DateTimeField(default=now, editable=False)
    finished_at = models.DateTimeField(null=True)

    retention = Retention(purpose="bring a shop in", keep_for=KEPT_FOR, erasure="delete")

    class Meta(StoreOwned.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["store"],
                condition=models.Q(state__in=["checking", "checked", "running", "undoing"]),
                name="shop_import_one_at_a_time",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["store", "-id"], name="shop_import_newest")]

    def __str__(self) -> str:
        return f"import {self.public_id}"

    @property
    def is_busy(self) -> bool:
        """Whether something is being done with it."""
        return self.state in self.BUSY

    @property
    def percent(self) -> int:
        """How much of it is looked through, or is in."""
        return min(100 * self.lines_done // self.lines, 99) if self.lines else 0
