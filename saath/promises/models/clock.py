"""One promise of time to one customer: how long it has run, when it is due, and whether it was kept."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from saath.conversations.models import Conversation
from saath.core.clock import now
from saath.promises.models.policy import WARN_PERCENT, Policy
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class Clock(StoreOwned):
    """A pair of a beginning and an end in a conversation, one row for each.

    Open hours are counted, but those of a calendar clock (`is_calendar`), which counts nights and never rests. It runs from
    `running_since`, None while it rests, and had used `used_seconds` before. `due_at` and `warn_at` are None while it rests
    and where no time is promised: so is one that `is_silent` always, for it began where nobody had promised anything.
    `reached` is the place in the shop's chain to which it was followed, and `step_at` when the next step is to be taken.
    `next_at` is when something is to be done about it next (warn, miss, take a step, or hold a solution for final), None where
    nothing is. `stopped_at` with an outcome of '' is a solution that may still be taken up again.
    `took_seconds` is the time from beginning to end with nights and rests, `took_open_seconds` without.
    """

    class Kind(models.TextChoices):
        FIRST_ANSWER = "first_answer"
        NEXT_ANSWER = "next_answer"
        SOLUTION = "solution"
        UPDATE = "update"
        GRIEVANCE_WORD = "grievance_word"
        GRIEVANCE_REDRESS = "grievance_redress"

    class Outcome(models.TextChoices):
        NONE = ""
        KEPT = "kept"
        MISSED = "missed"
        VOID = "void"

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="clocks")
    kind = models.CharField(max_length=17, choices=Kind)
    policy = models.ForeignKey(
        Policy, on_delete=models.SET_NULL, null=True, related_name="clocks", db_index=False
    )
    target_seconds = models.PositiveIntegerField(null=True)
    warn_percent = models.PositiveSmallIntegerField(default=WARN_PERCENT)
    is_calendar = models.BooleanField(default=False)
    is_silent = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    running_since = models.DateTimeField(null=True)
    used_seconds = models.FloatField(default=0)
    due_at = models.DateTimeField(null=True)
    warn_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)
    missed_at = models.DateTimeField(null=True)
    reached = models.PositiveIntegerField(default=0)
    step_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=6, choices=Outcome, blank=True)
    took_seconds = models.FloatField(null=True)
    took_open_seconds = models.FloatField(null=True)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(
        purpose="keep what is promised, and know whether it was", keep_for=None, erasure="keep"
    )

    class Meta(StoreOwned.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["store", "conversation", "kind"], condition=Q(outcome=""), name="clock_one_of_a_kind"
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["store", "next_at", "id"], condition=Q(next_at__isnull=False), name="clock_next"
            ),
            models.Index(
                fields=["store", "due_at", "id"],
                condition=Q(outcome="", running_since__isnull=False, warned_at__isnull=False),
                name="clock_at_risk",
            ),
            models.Index(fields=["store", "kind", "stopped_at"], name="clock_stopped"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.started_at:%Y-%m-%d %H:%M}"
