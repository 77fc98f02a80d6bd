"""Somebody outside whom the shop asks: a packer, the workshop, a supplier, a courier."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saath.core.clock import now
from saath.tenancy.models import StoreManager, StoreOwned, StoreQuerySet
from saath.tenancy.retention import Retention


class OutsiderQuerySet(StoreQuerySet["Outsider"]):
    """Filters of the book of those outside."""

    def kept(self) -> Self:
        """Keep those whom nobody has taken out of the book."""
        return self.filter(deleted_at=None)


OutsiderManager = StoreManager.from_queryset(OutsiderQuerySet)


class Outsider(StoreOwned):
    """Somebody without an account who is asked by link; `key` is what two spellings of the address have in common.

    Who has no address is sent the link by hand. `language` is the one in which they are written to.
    """

    class Kind(models.TextChoices):
        PACKER = "packer", _("Packer")
        WORKSHOP = "workshop", _("Workshop")
        SUPPLIER = "supplier", _("Supplier")
        COURIER = "courier", _("Courier")
        OTHER = "other", _("Somebody else")

    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.OTHER)
    address = models.CharField(max_length=320, blank=True)
    key = models.CharField(max_length=320, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    last_asked_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=now, editable=False)
    deleted_at = models.DateTimeField(null=True)

    objects: ClassVar[OutsiderManager[Outsider]] = OutsiderManager()
    retention = Retention(
        purpose="ask those who pack, make and bring",
        keep_for=None,
        erasure="blank",
        blank=("name", "address", "key"),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["store", "key"], condition=Q(deleted_at=None) & ~Q(key=""), name="outsider_key"
            )
        ]

    def __str__(self) -> str:
        return self.name
