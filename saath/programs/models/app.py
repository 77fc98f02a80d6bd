"""Apps that the owner has registered."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models

from saath.core.clock import now
from saath.programs.bearers import HASH_LETTERS
from saath.programs.models.token import LONGEST_NAME
from saath.tenancy.models import StoreManager, StoreOwned, StoreQuerySet
from saath.tenancy.retention import Retention


class AppQuerySet(StoreQuerySet["App"]):
    """Filters of apps."""

    def kept(self) -> Self:
        """Those that nobody has removed."""
        return self.filter(deleted_at=None)


AppManager = StoreManager.from_queryset(AppQuerySet)


class App(StoreOwned):
    """A program of somebody else that asks colleagues to let it in (a client of RFC 6749); its public id is its client id.

    Only a confidential one, which runs where nobody else looks, has a secret; its hash is kept.
    """

    name = models.CharField(max_length=LONGEST_NAME)
    redirect_uris = models.JSONField(default=list)
    is_confidential = models.BooleanField(default=False)
    secret_hash = models.CharField(max_length=HASH_LETTERS, blank=True)
    created_at = models.DateTimeField(default=now, editable=False)
    deleted_at = models.DateTimeField(null=True)

    objects: ClassVar[AppManager[App]] = AppManager()
    retention = Retention(purpose="which apps may ask to be let in", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        pass

    def __str__(self) -> str:
        return self.name

    @property
    def client_id(self) -> str:
        """What it calls itself by (RFC 6749, 2.2)."""
        return str(self.public_id)
