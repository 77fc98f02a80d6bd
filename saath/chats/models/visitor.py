"""Who writes on the shop's page."""

from __future__ import annotations

from datetime import timedelta

from django.db import models

from saath.chats.opener_rules import LONGEST_WORDS
from saath.core.clock import now
from saath.customers.models import Identity
from saath.stores.models import Member
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention

KEPT_FOR = timedelta(days=400)


class Visitor(StoreOwned):
    """One browser of one person, which holds a token of ours; `identity` is who writes by it.

    The page is the one from which they wrote last, `greeted_with` the automatic message that they answered last.
    `address_key` is their mail address where the shop has signed that it is theirs: what was ordered with it is their own.
    `seen_message_id` is the newest answer that they have seen.
    """

    identity = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="visitors")
    address_key = models.CharField(max_length=320, blank=True)
    language = models.CharField(max_length=2, blank=True)
    page_url = models.CharField(max_length=1000, blank=True)
    page_title = models.CharField(max_length=300, blank=True)
    referrer = models.CharField(max_length=1000, blank=True)
    greeted_with = models.CharField(max_length=LONGEST_WORDS, blank=True)
    seen_message_id = models.BigIntegerField(default=0)
    seen_at = models.DateTimeField(null=True)
    blocked_at = models.DateTimeField(null=True)
    blocked_by = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    last_seen_at = models.DateTimeField(default=now)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(
        purpose="show a visitor their own chat again",
        keep_for=KEPT_FOR,
        erasure="blank",
        blank=("address_key", "language", "page_url", "page_title", "referrer", "greeted_with"),
        dated_by="last_seen_at",
    )

    def __str__(self) -> str:
        return f"visitor {self.public_id}"
