"""What one colleague wants to hear of."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from saath.core.clock import now
from saath.stores.models import Member
from saath.team.rules import USUAL, Digest, Quiet, Wish
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class Hearing(StoreOwned):
    """A colleague's choices; who has none has those of `rules.Wish`. `kinds` maps a kind to its ways, as usual
    where it is silent.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    kinds = models.JSONField(default=dict)
    quiet = models.CharField(max_length=6, choices=[(each.value, each.name) for each in Quiet])
    quiet_from = models.TimeField(null=True)
    quiet_to = models.TimeField(null=True)
    digest = models.CharField(max_length=6, choices=[(each.value, each.name) for each in Digest])
    shows_words = models.BooleanField(default=False)
    changed_at = models.DateTimeField(default=now)

    retention = Retention(purpose="tell colleagues what concerns them", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["store", "member"], name="hearing_once_a_member")
        ]

    def __str__(self) -> str:
        return f"what {self.member_id} hears"

    @property
    def wish(self) -> Wish:
        """Return the choices for the rules."""
        return Wish(
            kinds={**USUAL, **self.kinds},
            quiet=Quiet(self.quiet),
            quiet_from=self.quiet_from,
            quiet_to=self.quiet_to,
            digest=Digest(self.digest),
            shows_words=self.shows_words,
        )
