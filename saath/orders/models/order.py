"""What a customer has bought at one time."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from saath.core.clock import now
from saath.core.money import Money
from saath.customers.models import Customer, Identity
from saath.orders.models.connection import Connection
from saath.orders.states import Method, State
from saath.tenancy.models import StoreManager, StoreOwned, StoreQuerySet
from saath.tenancy.retention import Retention


class OrderQuerySet(StoreQuerySet["Order"]):
    """Filters of orders."""

    def newest_first(self) -> Self:
        """Order by when they were placed."""
        return self.order_by("-placed_at", "-id")

    def with_email(self, key: str) -> Self:
        """Leave those that were placed with an address; the empty one is nobody's, which their index has to be told."""
        return self.filter(email_key=key).exclude(email_key="")

    def with_phone(self, key: str) -> Self:
        """Leave those that were placed with a telephone number; the empty one is nobody's."""
        return self.filter(phone_key=key).exclude(phone_key="")


OrderManager = StoreManager.from_queryset(OrderQuerySet)


class Order(StoreOwned):
    """An order as its platform tells of it; nobody at the desk changes a row, what they do goes to the platform first.

    `identity` is who placed it, by the platform's account, else by address or number; merging moves `customer`.
    `version` and `digest` say which telling of it this is: an older one changes nothing.
    `promise_on` is by when it is promised, by the platform, the courier or the shop's own rule; while it is under way
    `expected_on` is when it comes by all that is known, and `watch_on` the first day on which somebody should look at it.
    `email_key` and `phone_key` are what was typed at the checkout: it finds the order, and proves nothing.
    """

    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=80)
    number = models.CharField(max_length=60)
    number_key = models.CharField(max_length=60)
    identity = models.ForeignKey(Identity, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+", db_index=False)
    email_key = models.CharField(max_length=320, blank=True)
    phone_key = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.PLACED)
    method = models.CharField(max_length=20, choices=Method.choices, blank=True)
    currency = models.CharField(max_length=3)
    total_minor = models.BigIntegerField(default=0)
    discount_minor = models.BigIntegerField(default=0)
    shipping_minor = models.BigIntegerField(default=0)
    tax_minor = models.BigIntegerField(default=0)
    paid_minor = models.BigIntegerField(default=0)
    refunded_minor = models.BigIntegerField(default=0)
    coupons = models.JSONField(default=list)
    address = models.JSONField(default=dict)
    pincode = models.CharField(max_length=12, blank=True)
    pieces = models.PositiveIntegerField(default=0)
    first_title = models.CharField(max_length=200, blank=True)
    is_confirmed = models.BooleanField(default=False)
    is_all_shipped = models.BooleanField(default=False)
    placed_at = models.DateTimeField()
    promised_on = models.DateField(null=True)
    promise_on = models.DateField(null=True)
    expected_on = models.DateField(null=True)
    watch_on = models.DateField(null=True)
    shipped_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=500, blank=True)
    version = models.DateTimeField()
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=now, editable=False)

    objects: ClassVar[OrderManager[Order]] = OrderManager()
    # Books of account must be kept; who bought need not stand in them for ever.
    retention = Retention(
        purpose="know what was bought",
        keep_for=None,
        erasure="blank",
        blank=("email_key", "phone_key", "address", "pincode"),
    )

    class Meta(StoreOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["store", "connection", "key"], name="order_key")]
        indexes = [
            models.Index(fields=["store", "customer", "-placed_at", "-id"], name="order_of_customer"),
            models.Index(fields=["store", "-placed_at", "-id"], name="order_newest"),
            # By these somebody finds the newest: without its time in it, SQLite walks all orders by time instead.
            models.Index(fields=["store", "number_key", "-placed_at", "-id"], name="order_called"),
            models.Index(
                fields=["store", "promise_on", "id", "watch_on"],
                name="order_watched",
                condition=Q(watch_on__isnull=False),
            ),
            models.Index(fields=["store", "state", "-placed_at", "-id"], name="order_by_state"),
            models.Index(
                fields=["store", "email_key", "-placed_at", "-id"],
                name="order_with_email",
                condition=~Q(email_key=""),
            ),
            models.Index(
                fields=["store", "phone_key", "-placed_at", "-id"],
                name="order_with_phone",
                condition=~Q(phone_key=""),
            ),
            models.Index(fields=["store", "pincode"], name="order_pincode", condition=~Q(pincode="")),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def total(self) -> Money:
        """What the customer pays in all."""
        return Money(self.total_minor, self.currency)

    @property
    def is_urgent(self) -> bool:
        """Whether it stands where a customer worries."""
        return self.state in (State.ATTEMPTED, State.LOST, State.RETURNING)

    @property
    def due(self) -> Money:
        """What is still to be paid."""
        return Money(max(self.total_minor - self.paid_minor, 0), self.currency)
