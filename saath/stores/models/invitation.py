from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from saath.core.clock import now
from saath.stores import rules
from saath.stores.models.member import ROLE_NAMES
from saath.tenancy.models import StoreManager, StoreOwned, StoreQuerySet
from saath.tenancy.retention import Retention


class InvitationQuerySet(StoreQuerySet["Invitation"]):
    """Filters of invitations."""

    def unanswered(self) -> Self:
        """Neither taken up nor withdrawn; they may have run out."""
        return self.filter(accepted_at=None, withdrawn_at=None)


class Invitation(StoreOwned):
    """A link that makes one person a colleague, once.  Only the hash of its secret is kept."""

    email = models.EmailField(_("E-mail address"), max_length=254)
    email_key = models.CharField(max_length=254)
    role = models.CharField(_("Role"), max_length=12, choices=ROLE_NAMES)
    token_hash = models.CharField(max_length=64)
    invited_by = models.ForeignKey("stores.Member", on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=now, editable=False)
    sent_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = StoreManager.from_queryset(InvitationQuerySet)()  # type: ignore[misc]  # a class variable above
    retention = Retention(
        purpose="Letting a colleague in.",
        keep_for=rules.INVITATION_KEPT,
        erasure="blank",
        blank=("email", "email_key"),
    )

    class Meta(StoreOwned.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["store", "token_hash"], name="invitation_token_once"),
            models.UniqueConstraint(
                fields=["store", "email_key"],
                condition=models.Q(accepted_at=None, withdrawn_at=None) & ~models.Q(email_key=""),
                name="invitation_one_open_per_address",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.public_id}"

    def is_open(self, at: datetime) -> bool:
        """Whether the link still works at this moment."""
        return rules.is_open(
            now=at, expires_at=self.expires_at, accepted_at=self.accepted_at, withdrawn_at=self.withdrawn_at
        )
