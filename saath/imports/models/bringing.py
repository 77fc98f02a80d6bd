"""One file of another help desk that a shop brings."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import pgettext_lazy

from saath.core.clock import now
from saath.files.models import StoredFile
from saath.stores.models import Member
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention

KEPT_FOR = timedelta(days=90)


class Bringing(StoreOwned):
    """A file: from which desk it is, what was found in it, what becomes of it, and how far that is.

    `source` is the other desk, `origin` which account there. `found` holds figures of the file, `choices` what somebody
    chose for its agents, statuses, tags, fields and channels. While it is looked through `place` counts the things read,
    later it is the last piece that was gone through: a run that was stopped goes on behind it.
    """

    class State(models.TextChoices):
        LOOKING = "looking", pgettext_lazy("state of an import", "Being looked through")
        LOOKED = "looked", pgettext_lazy("state of an import", "To be decided")
        CHECKING = "checking", pgettext_lazy("state of an import", "Being checked")
        CHECKED = "checked", pgettext_lazy("state of an import", "Checked")
        RUNNING = "running", pgettext_lazy("state of an import", "Coming in")
        PAUSED = "paused", pgettext_lazy("state of an import", "Paused")
        DONE = "done", pgettext_lazy("state of an import", "Came in")
        FAILED = "failed", pgettext_lazy("state of an import", "Could not be read")

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    name = models.CharField(max_length=120)
    source = models.CharField(max_length=20)
    origin = models.CharField(max_length=80)
    state = models.CharField(max_length=8, choices=State, default=State.LOOKING)
    found = models.JSONField(default=dict)
    choices = models.JSONField(default=dict)
    place = models.BigIntegerField(default=0)
    octets_done = models.BigIntegerField(default=0)
    octets = models.BigIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    grown = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    out = models.PositiveIntegerField(default=0)
    faulty = models.PositiveIntegerField(default=0)
    messages = models.PositiveIntegerField(default=0)
    remarks_count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=now, editable=False)
    finished_at = models.DateTimeField(null=True)

    retention = Retention(purpose="move in from another help desk", keep_for=KEPT_FOR, erasure="delete")

    class Meta(StoreOwned.Meta):
        indexes: ClassVar = [models.Index(fields=["store", "-id"], name="bringing_newest")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_busy(self) -> bool:
        """Whether it is being read."""
        return self.state in (self.State.LOOKING, self.State.CHECKING, self.State.RUNNING)

    @property
    def is_mail(self) -> bool:
        """Whether it is a file of mails."""
        return self.source == "mail"

    @property
    def span(self) -> tuple[datetime, datetime] | None:
        """From when to when things were said in it, None where nothing was."""
        told = self.found.get("earliest"), self.found.get("latest")
        return (datetime.fromisoformat(told[0]), datetime.fromisoformat(told[1])) if all(told) else None

    @property
    def percent(self) -> int:
        """How much is done of what is being done."""
        done, whole = (
            (self.octets_done, self.octets) if self.state == self.State.LOOKING else (self.done, self.total)
        )
        return min(100 * done // whole, 100) if whole else 100
