"""What Saath says by itself to a customer who is silent, or whose matter is solved."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from saath.conversations.models import Conversation, Message, Solution
from saath.core.clock import now
from saath.customers.models import Identity
from saath.tenancy.models import StoreOwned, StoreRow
from saath.tenancy.retention import Retention

DAY = timedelta(days=1)


def between(least: int, most: int) -> list[MinValueValidator | MaxValueValidator]:
    """Return the validators of a number that has bounds."""
    return [MinValueValidator(least), MaxValueValidator(most)]


class OwnWordSettings(StoreOwned):
    """What the shop lets Saath say by itself, and after how many days. All of it is off until somebody switches it on.

    Who says nothing to our answer is reminded after `remind_after_days`, `remind_times` in all, each so many days after the one
    before; `close_after_days` after the last word the conversation is closed. `thank_after_days` after a solution its customer is
    thanked, at most once in `thank_again_after_days`.
    """

    reminds = models.BooleanField(default=False)
    remind_after_days = models.PositiveSmallIntegerField(default=3, validators=between(1, 30))
    remind_times = models.PositiveSmallIntegerField(default=1, validators=between(1, 2))
    closes = models.BooleanField(default=False)
    close_after_days = models.PositiveSmallIntegerField(default=7, validators=between(1, 90))
    thanks = models.BooleanField(default=False)
    thank_after_days = models.PositiveSmallIntegerField(default=1, validators=between(1, 14))
    thank_again_after_days = models.PositiveSmallIntegerField(default=60, validators=between(7, 365))
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="what the shop lets Saath say by itself", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["store"], name="own_word_settings_once")]

    def __str__(self) -> str:
        return f"own words {self.public_id}"

    @property
    def remind_after(self) -> timedelta:
        """How long a customer is silent before they are reminded."""
        return DAY * self.remind_after_days

    @property
    def close_after(self) -> timedelta:
        """How long after the last word a conversation is closed."""
        return DAY * self.close_after_days

    @property
    def thank_again_after(self) -> timedelta:
        """For how long a customer who was thanked is not thanked again."""
        return DAY * self.thank_again_after_days

    @property
    def thank_after(self) -> timedelta:
        """How long after its solution a customer is thanked."""
        return DAY * self.thank_after_days


class OwnWord(StoreOwned):
    """One thing that Saath did by itself in a conversation: never a second time for one wait, or for one solution.

    The wait is that which began with our `answer`. `message` is what the customer was told, None where they were not: then
    `untold` says why. `undone_at` is when a colleague took a closing back.
    """

    class Kind(models.TextChoices):
        REMINDER = "reminder", pgettext_lazy("what Saath says by itself", "Reminder")
        CLOSING = "closing", pgettext_lazy("what Saath says by itself", "Closing")
        THANKS = "thanks", pgettext_lazy("what Saath says by itself", "Thank-you")

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    identity = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    number = models.PositiveSmallIntegerField(default=1)
    answer = models.ForeignKey(Message, on_delete=models.CASCADE, null=True, related_name="+")
    solution = models.ForeignKey(Solution, on_delete=models.CASCADE, null=True, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, related_name="+")
    untold = models.CharField(max_length=12, blank=True)
    days = models.PositiveSmallIntegerField(default=0)
    undone_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(
        purpose="say nothing twice by machine", keep_for=timedelta(days=400), erasure="delete"
    )

    class Meta(StoreOwned.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["store", "answer", "kind", "number"],
                condition=Q(answer__isnull=False),
                name="own_word_once_a_wait",
            ),
            models.UniqueConstraint(
                fields=["store", "solution", "kind"],
                condition=Q(kind="thanks"),
                name="own_word_once_a_solution",
            ),
        ]
        indexes = [
            models.Index(fields=["store", "identity", "-created_at"], name="own_word_of_identity"),
            models.Index(fields=["store", "conversation", "-id"], name="own_word_of_conversation"),
            models.Index(fields=["store", "-created_at", "-id"], name="own_word_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"

    @property
    def can_be_undone(self) -> bool:
        """Whether it is a closing that stands, as far as is known here."""
        solution = self.solution
        is_over = solution is None or solution.reopened_at is not None or solution.withdrawn_at is not None
        return self.kind == self.Kind.CLOSING and self.undone_at is None and not is_over


class OwnWordMark(StoreRow):
    """How far was looked for whom something is due: up to which last word, and at that up to which row."""

    kind = models.CharField(max_length=8, choices=OwnWord.Kind)
    number = models.PositiveSmallIntegerField(default=1)
    up_to = models.DateTimeField(null=True)
    after_id = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="look at nobody twice", keep_for=None, erasure="keep")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["store", "kind", "number"], name="own_word_mark_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
