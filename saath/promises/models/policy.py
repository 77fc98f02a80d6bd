"""Within which time a shop wants to answer which conversations."""

from __future__ import annotations

from typing import ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from saath.core.clock import now
from saath.customers.models import CustomerTag
from saath.tenancy.models import StoreManager, StoreOwned, StoreQuerySet
from saath.tenancy.retention import Retention

WARN_PERCENT = 75
LEAST_WARN_PERCENT, MOST_WARN_PERCENT = 10, 95


class PolicyQuerySet(StoreQuerySet["Policy"]):
    """Filters of policies."""

    def kept(self) -> Self:
        """Those that nobody has removed, in the order in which they are tried."""
        return self.filter(deleted_at=None).order_by("place", "id")


PolicyManager = StoreManager.from_queryset(PolicyQuerySet)


class Policy(StoreOwned):
    """Times in seconds of open hours for conversations of a channel, language, priority and tier; '' and None are any.

    The active policies of a shop are tried by their `place`, and the first that fits counts. A time of None is left to what
    the shop promises to everybody. `warn_percent` of a time has passed when colleagues are warned.
    """

    name = models.CharField(max_length=80)
    place = models.PositiveIntegerField(default=0)
    channel = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=2, blank=True)
    priority = models.CharField(max_length=6, blank=True)
    customer_tag = models.ForeignKey(
        CustomerTag, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    needs_tag = models.BooleanField(default=False)
    first_answer_seconds = models.PositiveIntegerField(null=True)
    next_answer_seconds = models.PositiveIntegerField(null=True)
    solution_seconds = models.PositiveIntegerField(null=True)
    warn_percent = models.PositiveSmallIntegerField(
        default=WARN_PERCENT,
        validators=[MinValueValidator(LEAST_WARN_PERCENT), MaxValueValidator(MOST_WARN_PERCENT)],
    )
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now, editable=False)
    deleted_at = models.DateTimeField(null=True)

    objects: ClassVar[PolicyManager[Policy]] = PolicyManager()
    # A clock that names none counts by what all are promised: what was promised stays while one does.
    retention = Retention(
        purpose="answer in time whom it matters to", keep_for=None, erasure="keep", needed_by="clocks"
    )

    class Meta(StoreOwned.Meta):
        indexes: ClassVar = [
            models.Index(
                fields=["store", "place", "id"], condition=models.Q(deleted_at=None), name="policy_by_place"
            )
        ]

    def __str__(self) -> str:
        return self.name
