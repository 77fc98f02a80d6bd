"""What is done where a promise of time was missed: an apology, and something for the customer where the budget has it."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from saath.conversations.models import Conversation, Message
from saath.core.clock import now
from saath.core.money import Money
from saath.customers.models import Identity
from saath.orders.models import OrderAct
from saath.promises.models.clock import Clock
from saath.stores.models import Member
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention

MOST_MINOR = 10_000_000


class AmendsSettings(StoreOwned):
    """For which clocks the shop makes amends and how, with what, within which budget, and who signs. All is off at first.

    Amounts are minor units of `currency`, one in which customers pay: `case_minor` for one case, `month_minor` for a month of
    the shop's zone. A customer gets amends once in `again_after_days`. `signed_by` signs, None is whoever has the conversation;
    `allowed_by` is who let coupons be made, and in whose name they are. `is_doubted` since the shop came out of a backup, until
    somebody decides anew: what is due may have been said and given since, so colleagues send it, and no code goes along.
    """

    class Mode(models.TextChoices):
        OFF = "off", pgettext_lazy("how amends are made", "Off")
        PREPARE = "prepare", pgettext_lazy("how amends are made", "Prepare it for a colleague to send")
        SEND = "send", pgettext_lazy("how amends are made", "Send it by itself")

    class Gift(models.TextChoices):
        WORDS = "words", pgettext_lazy("what amends are", "Words alone")
        CODES = "codes", pgettext_lazy("what amends are", "A code from your list")
        COUPON = "coupon", pgettext_lazy("what amends are", "A coupon that the shop's platform makes")

    first_answer = models.CharField(max_length=7, choices=Mode, default=Mode.OFF)
    next_answer = models.CharField(max_length=7, choices=Mode, default=Mode.OFF)
    solution = models.CharField(max_length=7, choices=Mode, default=Mode.OFF)
    update = models.CharField(max_length=7, choices=Mode, default=Mode.OFF)
    gift = models.CharField(max_length=6, choices=Gift, default=Gift.WORDS)
    currency = models.CharField(max_length=3, default="INR")
    case_minor = models.PositiveIntegerField(default=10_000, validators=[MaxValueValidator(MOST_MINOR)])
    month_minor = models.PositiveBigIntegerField(
        default=500_000, validators=[MaxValueValidator(100 * MOST_MINOR)]
    )
    again_after_days = models.PositiveSmallIntegerField(
        default=90, validators=[MinValueValidator(1), MaxValueValidator(365)]
    )
    coupon_days = models.PositiveSmallIntegerField(
        default=60, validators=[MinValueValidator(7), MaxValueValidator(365)]
    )
    signed_by = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    allowed_by = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    is_doubted = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="how the shop makes amends", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["store"], name="amends_settings_once")]

    def __str__(self) -> str:
        return f"amends {self.public_id}"

    def mode_of(self, kind: str) -> str:
        """Return how amends are made for a kind of clock; grievances have a person of their own."""
        return str(getattr(self, kind)) if kind in MODES else str(self.Mode.OFF)


MODES = ("first_answer", "next_answer", "solution", "update")


class Amends(StoreOwned):
    """The amends for one missed promise, at most once a conversation, and what they cost.

    `cost_minor` counts toward the month in which something was given (`given_at`), as long as the customer has or may have got
    it; what was prepared waits for a colleague, who may send it in another month.
    `message` is the apology that was said.
    """

    class State(models.TextChoices):
        PREPARED = "prepared", pgettext_lazy("state of amends", "Waits for a colleague")
        WAITING = "waiting", pgettext_lazy("state of amends", "The coupon is being made")
        SENT = "sent", pgettext_lazy("state of amends", "Sent")
        DROPPED = "dropped", pgettext_lazy("state of amends", "Not sent")

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    identity = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="+")
    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=17)
    promised_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State)
    gift = models.CharField(max_length=6, choices=AmendsSettings.Gift, default=AmendsSettings.Gift.WORDS)
    cost_minor = models.PositiveIntegerField(default=0)
    currency = models.CharField(max_length=3, default="INR")
    code = models.CharField(max_length=40, blank=True)
    act = models.ForeignKey(OrderAct, on_delete=models.SET_NULL, null=True, related_name="+")
    signed_by = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, related_name="+")
    dropped_for = models.CharField(max_length=12, blank=True)
    given_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=now, editable=False)

    # What was given is in the books of the shop; the code alone tells nothing of who got it.
    retention = Retention(purpose="know what missed promises cost", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        verbose_name_plural = "amends"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["store", "conversation"], name="amends_once_a_conversation")
        ]
        indexes = [
            models.Index(fields=["store", "-created_at", "-id"], name="amends_newest"),
            models.Index(fields=["store", "identity", "-created_at"], name="amends_of_identity"),
            models.Index(
                fields=["store", "given_at"], condition=Q(given_at__isnull=False), name="amends_given"
            ),
            models.Index(
                fields=["store", "id"], condition=Q(state__in=("prepared", "waiting")), name="amends_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.public_id}"

    @property
    def cost(self) -> Money:
        """What it costs."""
        return Money(self.cost_minor, self.currency)


class AmendsCode(StoreOwned):
    """A code that the shop gave for amends; `amends` is what it went with, None while it is free."""

    code = models.CharField(max_length=40)
    amends = models.ForeignKey(Amends, on_delete=models.SET_NULL, null=True, related_name="+")
    used_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="codes to make amends with", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["store", "code"], name="amends_code_once")]
        indexes = [
            models.Index(fields=["store", "id"], condition=Q(used_at__isnull=True), name="amends_code_free")
        ]

    def __str__(self) -> str:
        return f"code {self.public_id}"
