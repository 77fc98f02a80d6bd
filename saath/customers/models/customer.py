"""A person who buys from the store, or asks before buying."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from saath.core.clock import now
from saath.customers.preferences import LIKED, Form, Reach
from saath.tenancy.models import Referred
from saath.tenancy.retention import Retention

# By what a language is known that a colleague has written down.
ASKED = "staff"


class Customer(Referred):
    """One person. How they reach us are their identities; conversations point to those, never to an address.

    `called` and `form` say how letters address them, `reach` and `hours` how and when they like to be reached, and `needs`
    what whoever answers must know of, such as bad hearing. `quality` is how much is known of them, of a hundred.
    `field_words` are what the shop's fields know of them, as the search finds it.
    One who turned out to be another is `merged_into` them and stays as a row: what leads there is led on.
    Who was only asked aside has a row too, as the name of who spoke: a list of customers asks for what they said or bought.
    """

    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=2, blank=True)
    language_evidence = models.CharField(max_length=80, blank=True)
    called = models.CharField(max_length=80, blank=True)
    form = models.CharField(max_length=8, blank=True, choices=Form.choices)
    reach = models.CharField(max_length=10, blank=True, choices=Reach.choices)
    hours = models.CharField(max_length=80, blank=True)
    needs = models.CharField(max_length=300, blank=True)
    quality = models.PositiveSmallIntegerField(default=0)
    field_words = models.TextField(blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="merged", db_index=False
    )
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(
        purpose="know who writes",
        keep_for=None,
        erasure="blank",
        blank=("name", "language", "language_evidence", *LIKED, "field_words"),
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "reference"], name="customer_reference")]
        indexes = [
            models.Index(fields=["store", "-id"], condition=Q(merged_into=None), name="customer_newest"),
            models.Index(
                fields=["store", "quality", "-id"], condition=Q(merged_into=None), name="customer_quality"
            ),
            models.Index(
                fields=["store", "merged_into"],
                condition=Q(merged_into__isnull=False),
                name="customer_merged",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def wished_language(self) -> str:
        """In what they want to be written to, as a colleague wrote it down; "" where we only know in what they write."""
        return self.language if self.language_evidence == ASKED else ""

    @property
    def has_likes(self) -> bool:
        """Whether something is known of how they like to be reached, or of what whoever answers must know."""
        return bool(self.reach or self.hours or self.needs or self.called)
