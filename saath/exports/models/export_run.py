"""An export that somebody asked for."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from saath.core.clock import now
from saath.files.models import StoredFile
from saath.stores.models import Member
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention

# Its file holds everything that customers wrote: it is there to be fetched, not to be kept.
FILE_KEPT_FOR = timedelta(days=7)
KEPT_FOR = timedelta(days=90)


class ExportRun(StoreOwned):
    """One export of the whole shop: how far it is, and its file while that is there.

    First rows are read, of one moment (`made_at`), then all is packed: `octets` are those to be packed, of which the file has
    `octets_done`. Killed anywhere, it goes on.
    """

    class State(models.TextChoices):
        READING = "reading", pgettext_lazy("state of an export", "Being read")
        PACKING = "packing", pgettext_lazy("state of an export", "Being packed")
        DONE = "done", pgettext_lazy("state of an export", "Ready")
        FAILED = "failed", pgettext_lazy("state of an export", "Not made")
        GONE = "gone", pgettext_lazy("state of an export", "Deleted")

    class Failure(models.TextChoices):
        QUOTA = "quota", _("The shop's room for files is too small for it.")
        DISK = "disk", _("The disk of the server is full.")

    BUSY = (State.READING, State.PACKING)

    asked_by = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    state = models.CharField(max_length=8, choices=State, default=State.READING)
    failure = models.CharField(max_length=8, choices=Failure, blank=True)
    file = models.ForeignKey(
        StoredFile, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    lines = models.PositiveIntegerField(default=0)
    files = models.PositiveIntegerField(default=0)
    octets = models.BigIntegerField(default=0)
    octets_done = models.BigIntegerField(default=0)
    made_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=now, editable=False)
    finished_at = models.DateTimeField(null=True)

    retention = Retention(purpose="let a shop leave with everything", keep_for=KEPT_FOR, erasure="delete")

    class Meta(StoreOwned.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["store"],
                condition=models.Q(state__in=["reading", "packing"]),
                name="export_one_at_a_time",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["store", "-id"], name="export_newest")]

    def __str__(self) -> str:
        return f"export {self.public_id}"

    @property
    def is_busy(self) -> bool:
        """Whether it is being made."""
        return self.state in self.BUSY

    @property
    def file_until(self) -> datetime | None:
        """Until when its file is there, None where it has none."""
        return self.finished_at + FILE_KEPT_FOR if self.finished_at and self.file_id else None

    def state_at(self, at: datetime) -> State:
        """Return its state at a moment: a file whose days are over is gone, also before the sweep takes it."""
        until = self.file_until
        return self.State.GONE if until and until <= at else self.State(self.state)

    @property
    def name(self) -> str:
        """Return the name of its file."""
        return f"saath-export-{self.created_at:%Y-%m-%d}.zip"
