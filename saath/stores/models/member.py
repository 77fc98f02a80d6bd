from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from saath.core.clock import now
from saath.stores.rules import Role, verbs_of
from saath.tenancy.models import StoreManager, StoreOwned, StoreQuerySet
from saath.tenancy.retention import Retention

ROLE_NAMES = [
    (Role.OWNER.value, _("Owner")),
    (Role.MANAGER.value, _("Manager")),
    (Role.MEMBER.value, _("Colleague")),
    (Role.READER.value, _("Reader")),
]


class MemberQuerySet(StoreQuerySet["Member"]):
    """Filters of the team."""

    def active(self) -> Self:
        """Those who work here now."""
        return self.filter(is_active=True)

    def owners(self) -> Self:
        """Those who hold every right."""
        return self.filter(role=Role.OWNER)


class Member(StoreOwned):
    """A person's seat in one shop.  It is closed, never deleted: their answers keep their name.

    From `away_from` to `away_until` they are away; `stand_in` gets what comes for them then, and reads `away_note`.
    `takes_chats` is their own word on whether a live chat may come to them while their desk is open.
    """

    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("Role"), max_length=12, choices=ROLE_NAMES)
    display_name = models.CharField(_("Name that customers see"), max_length=120)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=now, editable=False)
    revoked_at = models.DateTimeField(null=True)
    away_from = models.DateTimeField(null=True)
    away_until = models.DateTimeField(null=True)
    stand_in = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    away_note = models.CharField(max_length=400, blank=True)
    takes_chats = models.BooleanField(default=True)

    objects = StoreManager.from_queryset(MemberQuerySet)()  # type: ignore[misc]  # a class variable above
    retention = Retention(purpose="Who works here and who answered.", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["store", "person"], name="member_once_per_store"),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def verbs(self) -> frozenset[str]:
        """What this seat allows; nothing once it is closed."""
        return verbs_of(self.role) if self.is_active else frozenset()

    def is_away(self, at: datetime) -> bool:
        """Whether they are away at a moment."""
        return (
            self.away_from is not None
            and self.away_until is not None
            and self.away_from <= at < self.away_until
        )
