"""The hosts under which a store is reached."""

from __future__ import annotations

from django.db import models

from saath.core.clock import now
from saath.tenancy.models.store import Store
from saath.tenancy.retention import Retention


class Domain(models.Model):
    """A host name (with its port where it is not the usual one) that serves one purpose of one store.

    Global, not store-owned: it is read to find the store.
    """

    class Purpose(models.TextChoices):
        STAFF = "staff"
        SHOPPER = "shopper"
        CONTENT = "content"

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="domains")
    purpose = models.CharField(max_length=8, choices=Purpose)
    host = models.CharField(max_length=253, unique=True)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="find the store of a request", keep_for=None, erasure="keep")

    def __str__(self) -> str:
        return self.host
