"""What a colleague can take."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from saath.core.clock import now
from saath.stores.models import Member
from saath.tenancy.models import StoreOwned, StoreRow
from saath.tenancy.retention import Retention

MOST_OPEN = 500


class WorkProfile(StoreOwned):
    """Languages, skills, channels and how many open conversations a colleague has at once.

    `skills` are keys of the shop's list, no `channels` are all of them, no `load_limit` is the shop's usual one. Whose
    profile is off gets nothing by itself; a colleague without a row takes everything, in the
    language of their screens.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+", db_index=False)
    languages: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    skills: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    channels: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    load_limit = models.PositiveSmallIntegerField(
        null=True, validators=[MinValueValidator(1), MaxValueValidator(MOST_OPEN)]
    )
    is_on = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="who can take what", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["store", "member"], name="work_profile_of_member")
        ]

    def __str__(self) -> str:
        return f"profile of {self.member_id}"


class LastSeen(StoreRow):
    """When a colleague was last at the desk, to the minute: one row each, written over. Whom routing may count on."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+", db_index=False)
    seen_at = models.DateTimeField()

    retention = Retention(purpose="who is on shift", keep_for=None, erasure="keep")

    class Meta(StoreRow.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["store", "member"], name="last_seen_of_member")
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.seen_at:%Y-%m-%d %H:%M}"
