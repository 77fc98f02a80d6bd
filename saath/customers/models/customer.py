"""A person who buys from the store, or asks before buying."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from saath.core.clock import now
from saath.core.references import new_reference
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class Customer(StoreOwned):
    """One person. How they reach us are their identities; conversations point to those, never to an address.

    `field_words` are what the shop's fields know of them, as the search finds it.
    One who turned out to be another is `merged_into` them and stays as a row: what leads there is led on.
    Who was only asked aside has a row too, as the name of who spoke, but no conversation: a list of customers asks for one.
    """

    reference = models.CharField(max_length=12, default=new_reference, editable=False)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=2, blank=True)
    language_evidence = models.CharField(max_length=80, blank=True)
    field_words = models.TextField(blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="merged", db_index=False
    )
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(
        purpose="know who writes",
        keep_for=None,
        erasure="blank",
        blank=("name", "language", "language_evidence", "field_words"),
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "reference"], name="customer_reference")]
        indexes = [
            models.Index(fields=["store", "-id"], condition=Q(merged_into=None), name="customer_newest"),
            models.Index(
                fields=["store", "merged_into"],
                condition=Q(merged_into__isnull=False),
                name="customer_merged",
            ),
        ]

    def __str__(self) -> str:
        return self.reference
