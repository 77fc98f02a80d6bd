"""One way in which a customer reaches us."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from saath.core.clock import now
from saath.customers.models.customer import Customer
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class Identity(StoreOwned):
    """An address or account of a customer on a channel. It never changes; merging customers moves it.

    `namespace` says in which world `key` is unique: `email` for all mail addresses, the channel account for the rest.
    `version` and `digest` say what its source told last of the customer, where it tells of any: what is older changes nothing.
    """

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="identities")
    namespace = models.CharField(max_length=60)
    key = models.CharField(max_length=320)
    address = models.CharField(max_length=320)
    name = models.CharField(max_length=200, blank=True)
    proved_at = models.DateTimeField(null=True)
    version = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(
        purpose="recognise a customer", keep_for=None, erasure="blank", blank=("key", "address", "name")
    )

    class Meta:
        constraints = [
            # An erased identity has no key left: it is nobody's.
            models.UniqueConstraint(
                fields=["store", "namespace", "key"], condition=~Q(key=""), name="identity_key"
            )
        ]

    def __str__(self) -> str:
        return f"{self.namespace} {self.public_id}"

    @property
    def display_name(self) -> str:
        """Return how the desk names who writes: the customer's name, what the channel called them, or their address."""
        return self.customer.name or self.name or self.address
