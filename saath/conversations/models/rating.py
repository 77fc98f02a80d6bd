"""How a customer found our help."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from saath.conversations.models.solution import Solution
from saath.core.clock import now
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention

LEAST, MOST = 1, 5


class Rating(StoreOwned):
    """What a customer says of one solution: 1 to 5 stars, 5 the best, and words of their own if they like.

    Given again it takes the place of what was said before, from `changed_at` on. `event_id` is the event that tells it.
    """

    solution = models.ForeignKey(Solution, on_delete=models.CASCADE, related_name="+", db_index=False)
    stars = models.PositiveSmallIntegerField()
    words = models.TextField(blank=True)
    language = models.CharField(max_length=2, blank=True)
    event_id = models.BigIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(
        purpose="learn how customers find our help", keep_for=None, erasure="blank", blank=("words",)
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store", "solution"], name="rating_once"),
            models.CheckConstraint(condition=Q(stars__gte=LEAST, stars__lte=MOST), name="rating_in_range"),
        ]
        indexes = [models.Index(fields=["store", "event_id"], name="rating_event")]

    def __str__(self) -> str:
        return f"{self.stars} of {MOST}"
