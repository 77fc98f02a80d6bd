"""A file of orders that a shop brings."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import pgettext_lazy

from saath.core.clock import now
from saath.files.models import StoredFile
from saath.orders.csv_files.faults import Wrong
from saath.orders.csv_files.values import DateOrder
from saath.stores.models import Member
from saath.tenancy.models import StoreOwned, StoreRow
from saath.tenancy.retention import Retention

KEPT_FOR = timedelta(days=90)


class OrderImport(StoreOwned):
    """One file of orders: how it is read, how far that is, and what came of it.

    `columns` says which column says what, by its place from 0. `done_to` is the row to which it is read: a run that was
    stopped goes on behind it. `told_at` is the moment that the file speaks of: the same bytes again speak of the same one,
    and change nothing.
    """

    class State(models.TextChoices):
        CHOOSING = "choosing", pgettext_lazy("state of an import", "Columns to be looked at")
        CHECKING = "checking", pgettext_lazy("state of an import", "Being checked")
        CHECKED = "checked", pgettext_lazy("state of an import", "Checked")
        RUNNING = "running", pgettext_lazy("state of an import", "Coming in")
        DONE = "done", pgettext_lazy("state of an import", "Came in")
        FAILED = "failed", pgettext_lazy("state of an import", "Could not be read")

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    name = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=State, default=State.CHOOSING)
    encoding = models.CharField(max_length=20)
    separator = models.CharField(max_length=1)
    headings = models.JSONField(default=list)
    sample = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    dates = models.CharField(max_length=3, default=DateOrder.DAY_FIRST)
    currency = models.CharField(max_length=3, default="INR")
    octets_done = models.BigIntegerField(default=0)
    done_to = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    orders = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    faulty = models.PositiveIntegerField(default=0)
    told_at = models.DateTimeField(default=now)
    created_at = models.DateTimeField(default=now, editable=False)
    finished_at = models.DateTimeField(null=True)

    retention = Retention(purpose="bring in orders from a file", keep_for=KEPT_FOR, erasure="delete")

    class Meta(StoreOwned.Meta):
        indexes: ClassVar = [models.Index(fields=["store", "-id"], name="order_import_newest")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_busy(self) -> bool:
        """Whether it is being read."""
        return self.state in (self.State.CHECKING, self.State.RUNNING)

    @property
    def percent(self) -> int:
        """How much of the file is read."""
        return min(100 * self.octets_done // self.file.size, 100) if self.file.size else 100


class ImportFault(StoreRow):
    """One thing that is wrong in a file: where, what stands there, and what is wrong with it."""

    bringing = models.ForeignKey(OrderImport, on_delete=models.CASCADE, related_name="faults", db_index=False)
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=120, blank=True)
    wrong = models.CharField(max_length=20, choices=Wrong)
    said = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="bring in orders from a file", keep_for=KEPT_FOR, erasure="delete")

    class Meta(StoreRow.Meta):
        indexes: ClassVar = [models.Index(fields=["store", "bringing", "id"], name="import_fault_of")]

    def __str__(self) -> str:
        return f"{self.row}: {self.wrong}"
