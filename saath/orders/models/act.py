"""What the shop's people have done to orders, and how much each role may spend alone."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy

from saath.core.clock import now
from saath.core.money import Money
from saath.orders.acts.commands import Kind
from saath.orders.models.order import Order
from saath.stores.models import Member
from saath.stores.models.member import ROLE_NAMES
from saath.tenancy.models import StoreManager, StoreOwned, StoreQuerySet
from saath.tenancy.retention import Retention


class OrderActQuerySet(StoreQuerySet["OrderAct"]):
    """Filters of what was done to orders."""

    def open(self) -> Self:
        """Those of which it is not settled yet what becomes of them."""
        return self.filter(state__in=OrderAct.OPEN)


def said_of(words: str) -> str:
    """Return the words of an act in the language of the page: ours line by line, a platform's as they are."""
    return " ".join(gettext(line) for line in words.split("\n") if line)


OrderActManager = StoreManager.from_queryset(OrderActQuerySet)


class OrderAct(StoreOwned):
    """One thing that somebody asked to be done to an order at its platform; its public id is the key it is sent under.

    `wish` is what was chosen in the form, `lines` the pieces that it comes to. `conversation` is the public id of where it was
    asked. `attempt` counts how often it was taken out to be sent; `looked_at` is when the platform was last asked about it.
    """

    class State(models.TextChoices):
        TO_APPROVE = "to_approve", pgettext_lazy("state of an action", "Waits for a second person")
        ASKED = "asked", pgettext_lazy("state of an action", "Is sent next")
        SENDING = "sending", pgettext_lazy("state of an action", "Is being sent")
        DONE = "done", pgettext_lazy("state of an action", "Done")
        REFUSED = "refused", pgettext_lazy("state of an action", "Refused")
        UNKNOWN = "unknown", pgettext_lazy("state of an action", "Nobody knows whether it arrived")
        WITHDRAWN = "withdrawn", pgettext_lazy("state of an action", "Withdrawn")

    OPEN = (State.TO_APPROVE, State.ASKED, State.SENDING, State.UNKNOWN)
    # What was given, or may have been.
    GIVEN = (State.ASKED, State.SENDING, State.DONE, State.UNKNOWN)

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="acts", db_index=False)
    conversation = models.UUIDField(null=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    wish = models.JSONField(default=dict)
    lines = models.JSONField(default=list)
    shipping_minor = models.BigIntegerField(default=0)
    amount_minor = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3)
    reason = models.CharField(max_length=200)
    state = models.CharField(max_length=12, choices=State.choices)
    asked_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_index=False)
    approved_by = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    reference = models.CharField(max_length=120, blank=True)
    words = models.CharField(max_length=300, blank=True)
    attempt = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    looked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=now, editable=False)

    objects: ClassVar[OrderActManager[OrderAct]] = OrderActManager()
    # Who gave money back, and why, belongs to the books; where it was to go and what was said need not stay.
    retention = Retention(
        purpose="know who did what to an order",
        keep_for=None,
        erasure="blank",
        blank=("reason", "wish", "words"),
    )

    class Meta(StoreOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["store", "order"],
                condition=Q(
                    kind__in=("refund", "replacement", "cancel"),
                    state__in=("to_approve", "asked", "sending", "unknown"),
                ),
                name="act_one_at_a_time",
            )
        ]
        indexes = [
            models.Index(fields=["store", "order", "-id"], name="act_of_order"),
            models.Index(
                fields=["store", "id"],
                name="act_open",
                condition=Q(state__in=("to_approve", "asked", "sending", "unknown")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"

    @property
    def said(self) -> str:
        """Return what was said of it, in the language of the page."""
        return said_of(self.words)

    @property
    def amount(self) -> Money:
        """What it costs."""
        return Money(self.amount_minor, self.currency)


class ActLimit(StoreOwned):
    """How much a role may spend on an order and its customer without a second person, in one currency; no amount is no limit."""

    role = models.CharField(max_length=12, choices=ROLE_NAMES)
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField(null=True)

    retention = Retention(purpose="know what needs a second person", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["store", "role", "currency"], name="limit_of_role")]

    def __str__(self) -> str:
        return f"{self.role} {self.amount_minor} {self.currency}"
