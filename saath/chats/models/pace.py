"""How fast a shop's chat has been of late."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from saath.chats.availability_rules import Pace
from saath.core.clock import now
from saath.tenancy.models import StoreRow
from saath.tenancy.retention import Retention


class ChatPace(StoreRow):
    """What the last weeks' chats add up to; a shop with too few of them has none."""

    first_answer_seconds = models.FloatField()
    handling_seconds = models.FloatField()
    folded_at = models.DateTimeField(default=now)

    retention = Retention(purpose="tell visitors how long it takes", keep_for=None, erasure="keep")

    class Meta(StoreRow.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["store"], name="chat_pace_once")]

    def __str__(self) -> str:
        return f"{self.first_answer_seconds:.0f} s to a first answer"

    @property
    def pace(self) -> Pace:
        """Return it for the rules."""
        return Pace(self.first_answer_seconds, self.handling_seconds)
