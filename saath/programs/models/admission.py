"""What colleagues let apps do, and the secrets that the apps hold for it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models

from saath.core.clock import now
from saath.programs.bearers import HASH_LETTERS
from saath.programs.models.app import App
from saath.programs.scopes import in_words
from saath.tenancy.models import StoreManager, StoreOwned, StoreQuerySet, StoreRow
from saath.tenancy.retention import Retention

LONGEST_ADDRESS = 500
REFRESH_LASTS = timedelta(days=90)


class AdmissionQuerySet(StoreQuerySet["Admission"]):
    """Filters of admissions."""

    def live(self, at: datetime) -> Self:
        """Those that are neither taken away nor over."""
        return self.filter(ended_at=None, expires_at__gt=at)

    def held(self, at: datetime) -> Self:
        """The live ones by which an app can do something: it has what it renews with, or may still come for it."""
        theirs = {"admission": models.OuterRef("pk"), "used_at": None}
        refresh = RefreshToken.objects.filter(created_at__gt=at - REFRESH_LASTS, **theirs)
        code = AuthorizationCode.objects.filter(expires_at__gt=at, **theirs)
        return self.live(at).filter(models.Exists(refresh) | models.Exists(code))


AdmissionManager = StoreManager.from_queryset(AdmissionQuerySet)


class Admission(StoreOwned):
    """One yes of a colleague to an app: what it may do, and until when."""

    app = models.ForeignKey(App, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey("stores.Member", on_delete=models.CASCADE, related_name="+")
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(default=now, editable=False)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    last_used_from = models.CharField(max_length=45, blank=True)

    objects: ClassVar[AdmissionManager[Admission]] = AdmissionManager()
    retention = Retention(
        purpose="which apps were let in by whom",
        keep_for=timedelta(days=90),
        erasure="keep",
        dated_by="expires_at",
    )

    class Meta(StoreOwned.Meta):
        indexes: ClassVar = [
            models.Index(
                fields=["store", "expires_at"],
                condition=models.Q(ended_at=None, warned_at=None),
                name="admission_to_warn_of",
            )
        ]

    def __str__(self) -> str:
        return f"admission {self.public_id}"

    @property
    def allowed(self) -> list[str]:
        """What it lets the app do, in words."""
        return in_words(self.scopes)


class AuthorizationCode(StoreRow):
    """What an app gets by way of the browser, and changes once for tokens (RFC 6749, 4.1; RFC 7636, S256)."""

    admission = models.ForeignKey(Admission, on_delete=models.CASCADE, related_name="+")
    code_hash = models.CharField(max_length=HASH_LETTERS)
    redirect_uri = models.CharField(max_length=LONGEST_ADDRESS)
    challenge = models.CharField(max_length=43)
    created_at = models.DateTimeField(default=now, editable=False)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    retention = Retention(
        purpose="hand tokens to an app once",
        keep_for=timedelta(days=1),
        erasure="delete",
        dated_by="created_at",
    )

    class Meta(StoreRow.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["store", "code_hash"], name="code_once_per_store")
        ]

    def __str__(self) -> str:
        return f"code {self.pk}"


class RefreshToken(StoreRow):
    """What an app changes for its next tokens, once; one that comes twice has been copied (RFC 9700, 4.14)."""

    admission = models.ForeignKey(Admission, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=HASH_LETTERS)
    created_at = models.DateTimeField(default=now, editable=False)
    used_at = models.DateTimeField(null=True)

    retention = Retention(
        purpose="let an app stay without asking again", keep_for=REFRESH_LASTS, erasure="delete"
    )

    class Meta(StoreRow.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["store", "token_hash"], name="refresh_once_per_store")
        ]

    def __str__(self) -> str:
        return f"refresh {self.pk}"
