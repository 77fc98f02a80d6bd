"""When somebody was there for the chat."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.db import models

from saath.chats.staffing_rules import Spell
from saath.core.clock import now
from saath.tenancy.models import StoreRow
from saath.tenancy.retention import Retention

# A year, and the month that is compared with it.
KEPT_FOR = timedelta(days=395)


class StaffedSpell(StoreRow):
    """A stretch in which nothing changed: whether the shop was posted as open, and whether anybody took chats.

    The last one grows with each look; each begins where the one before ends, but where the chat was off.
    """

    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    is_posted = models.BooleanField()
    is_staffed = models.BooleanField()
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(
        purpose="posted hours against hours really staffed",
        keep_for=KEPT_FOR,
        erasure="keep",
        dated_by="ends_at",
    )

    class Meta(StoreRow.Meta):
        indexes: ClassVar = [models.Index(fields=["store", "ends_at"], name="staffed_spell_latest")]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M} to {self.ends_at:%H:%M}"

    @property
    def spell(self) -> Spell:
        """Return it for the rules."""
        return Spell(self.starts_at, self.ends_at, self.is_posted, self.is_staffed)
