"""What customers have agreed to, and taken back."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from saath.core.clock import now
from saath.customers.consent import How, Purpose
from saath.customers.models.customer import Customer
from saath.customers.preferences import Reach
from saath.stores.models import Member
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class Consent(StoreOwned):
    """One yes or no, in a journal that only grows: nothing of a row is ever changed but whether it is what stands now.

    `wording` is what they were shown, in `language`; `proof` says where it can be read again, `message` which message it is.
    `at` is when they said it, which may be before it was written down.
    """

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+", db_index=False)
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    channel = models.CharField(max_length=10, choices=Reach.choices, blank=True)
    is_given = models.BooleanField()
    how = models.CharField(max_length=10, choices=How.choices)
    wording = models.TextField(blank=True)
    language = models.CharField(max_length=2, blank=True)
    version = models.PositiveSmallIntegerField(default=0)
    proof = models.CharField(max_length=300, blank=True)
    message = models.UUIDField(null=True)
    recorded_by = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    at = models.DateTimeField()
    is_present = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=now, editable=False)

    # Who was erased is not written to again: their no stays, without the words that name them.
    retention = Retention(
        purpose="prove what a customer agreed to",
        keep_for=None,
        erasure="blank",
        blank=("proof", "message"),
    )

    class Meta(StoreOwned.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["store", "customer", "purpose", "channel"],
                condition=Q(is_present=True),
                name="consent_present",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["store", "customer", "-id"], name="consent_of_customer")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.channel} {self.is_given}"
