"""What a store knows of unwanted mail: senders that it named, and words that it was taught."""

from __future__ import annotations

from django.db import models

from saath.core.clock import now
from saath.stores.models import Member
from saath.tenancy.models import StoreOwned, StoreRow
from saath.tenancy.retention import Retention


class SenderRule(StoreOwned):
    """A sender whose mail is always let in, or never: `key` is an address, or a domain with what is inside it."""

    class Kind(models.TextChoices):
        ALLOW = "allow"
        BLOCK = "block"

    kind = models.CharField(max_length=5, choices=Kind)
    key = models.CharField(max_length=320)
    author = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="let mail in or keep it out", keep_for=None, erasure="keep")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "key"], name="sender_rule_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class SpamMemory(StoreRow):
    """What the store's learner remembers: how often words stood in spam and in wanted mail, by numbers without words.

    `counts` holds two numbers for each of a fixed count of slots, so that it never grows; a slot is a keyed hash, from
    which no word comes back. `version` rises with every lesson and every sender rule: what is read once is kept by it.
    `answered_to` is the last answer of ours whose conversation was learned as wanted.
    """

    version = models.PositiveIntegerField(default=1)
    spam_mails = models.PositiveIntegerField(default=0)
    wanted_mails = models.PositiveIntegerField(default=0)
    counts = models.BinaryField(default=bytes)
    answered_to = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="tell spam from wanted mail", keep_for=None, erasure="keep")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store"], name="spam_memory_once")]

    def __str__(self) -> str:
        return f"{self.spam_mails} spam, {self.wanted_mails} wanted"
