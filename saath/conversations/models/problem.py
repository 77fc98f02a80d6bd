"""What went wrong for many customers at once."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saath.core.clock import now
from saath.stores.models import Member
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class Problem(StoreOwned):
    """One cause of many conversations, which belong to it and are answered together once there is something to say.

    `answer` holds those words by language. From `answers_at` on they leave, written by `answered_by`, to everybody who
    has said nothing after the message `seen_id`, the newest when the writer saw whom it reaches; until then it can be
    stopped. `link_count` is how often anything was linked to it.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Not solved yet")
        ANSWERING = "answering", _("Being answered")
        SOLVED = "solved", _("Solved")

    name = models.CharField(max_length=120)
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    opened_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    conversation_count = models.PositiveIntegerField(default=0)
    link_count = models.PositiveIntegerField(default=0)
    answer = models.JSONField(default=dict)
    resolution = models.CharField(max_length=12, blank=True)
    answered_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    seen_id = models.BigIntegerField(default=0)
    answers_at = models.DateTimeField(null=True)
    solved_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="answer together what has one cause", keep_for=None, erasure="keep")

    class Meta:
        indexes = [
            models.Index(fields=["store", "-id"], condition=~Q(state="solved"), name="problem_unsolved"),
            models.Index(
                fields=["store", "-solved_at", "-id"], condition=Q(state="solved"), name="problem_solved"
            ),
        ]

    def __str__(self) -> str:
        return self.name
