"""Words, written beforehand, with which the shop's page may open a chat by itself."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from saath.chats.opener_rules import LONGEST_PATH, LONGEST_WORDS
from saath.conversations.models import Message
from saath.core.clock import now
from saath.tenancy.models import StoreOwned, StoreRow
from saath.tenancy.retention import Retention


class Opener(StoreOwned):
    """One rule: on which pages, after how many seconds there, or without progress there. Its words are the text of its number.

    `path` is that of a page, in which a star stands for anything.
    """

    class Kind(models.TextChoices):
        AFTER = "after"
        STUCK = "stuck"

    number = models.PositiveSmallIntegerField()
    is_on = models.BooleanField(default=False)
    path = models.CharField(max_length=LONGEST_PATH)
    kind = models.CharField(max_length=5, choices=Kind, default=Kind.AFTER)
    seconds = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(
        purpose="messages that the shop's pages show by themselves", keep_for=None, erasure="keep"
    )

    class Meta(StoreOwned.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["store", "number"], name="opener_once_a_number")
        ]

    def __str__(self) -> str:
        return f"opener {self.number} on {self.path}"


class OpenerCount(StoreRow):
    """How often a rule was shown, opened and written to.

    Rows are appended and folded into one by a job, never counted up in place.
    """

    opener = models.ForeignKey(Opener, on_delete=models.CASCADE, related_name="+")
    shown = models.PositiveIntegerField(default=0)
    opened = models.PositiveIntegerField(default=0)
    written = models.PositiveIntegerField(default=0)

    retention = Retention(purpose="what such messages come to", keep_for=None, erasure="keep")

    def __str__(self) -> str:
        return f"{self.shown} shown, {self.opened} opened, {self.written} written"


class OpenerAnswer(StoreRow):
    """A visitor's message that answers such words, as they stood then."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="opener_answer")
    opener = models.ForeignKey(Opener, on_delete=models.SET_NULL, null=True, related_name="+")
    words = models.CharField(max_length=LONGEST_WORDS)

    retention = Retention(purpose="what a visitor answered", keep_for=None, erasure="delete")

    def __str__(self) -> str:
        return self.words
