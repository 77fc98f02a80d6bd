"""One act on many conversations."""

from __future__ import annotations

from datetime import timedelta

from django.db import models

from saath.conversations.models.conversation import Conversation
from saath.core.clock import now
from saath.stores.models import Member
from saath.tenancy.models import StoreOwned, StoreRow
from saath.tenancy.retention import Retention

KEPT_FOR = timedelta(days=30)


class Sweep(StoreOwned):
    """What somebody did to many conversations at once, so that all of it can be taken back by one undo.

    `deed` is the key of what is done and `values` with what (see `sweeping.deeds`), without what somebody wrote once it is
    done. `figures` count what became of the conversations: how many were "done", and of the
    others why not. `undo_asked_at` is when it was to be taken back, `undone_at` when that was done.
    """

    deed = models.CharField(max_length=12)
    values = models.JSONField(default=dict)
    member = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    queue = models.CharField(max_length=20)
    total = models.PositiveSmallIntegerField()
    figures = models.JSONField(default=dict)
    finished_at = models.DateTimeField(null=True)
    undo_asked_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="undo what was done to many at once", keep_for=KEPT_FOR, erasure="keep")

    def __str__(self) -> str:
        return f"{self.deed} {self.total}"

    @property
    def looked_at(self) -> int:
        """How many of the conversations it has come to."""
        return int(sum(self.figures.values())) - self.put_back

    @property
    def put_back(self) -> int:
        """How many of them its undo has come to."""
        return sum(self.figures.get(name, 0) for name in ("restored", "changed"))


class SweepPart(StoreRow):
    """One conversation of a sweep: how it stood before, and its version when it was done.

    While it has that version, nothing has happened to it since.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        LEFT = "left"
        RESTORED = "restored"
        CHANGED = "changed"

    sweep = models.ForeignKey(Sweep, on_delete=models.CASCADE, related_name="parts", db_index=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    before = models.JSONField(default=dict)
    version_after = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="undo what was done to many at once", keep_for=KEPT_FOR, erasure="keep")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store", "sweep", "conversation"], name="sweep_part_once")
        ]

    def __str__(self) -> str:
        return f"{self.sweep_id} {self.conversation_id} {self.state}"
