"""What was offered to a customer by a link, and the orders that came of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from saath.core.clock import now
from saath.core.money import Money
from saath.customers.models import Customer, Identity
from saath.orders.models.order import Order
from saath.orders.models.product import Product
from saath.tenancy.models import StoreOwned, StoreRow
from saath.tenancy.retention import Retention


class Offer(StoreOwned):
    """One link to a product, to a cart with it, or to a payment, made for one customer in one conversation.

    `conversation` is that one's public id. `sent_at` is when it left with an answer, None while it has not. `opens` counts
    how often it was opened, by people and by machines that look at links; nobody is told apart, and nothing is kept of them.
    """

    class Kind(models.TextChoices):
        PRODUCT = "product"
        CART = "cart"
        PAYMENT = "payment"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    product = models.ForeignKey(
        Product, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    variant_key = models.CharField(max_length=80, blank=True)
    quantity = models.PositiveIntegerField(default=1)
    identity = models.ForeignKey(Identity, on_delete=models.PROTECT, related_name="+", db_index=False)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+", db_index=False)
    conversation = models.UUIDField()
    address = models.CharField(max_length=800, blank=True)
    amount_minor = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3, blank=True)
    sent_at = models.DateTimeField(null=True)
    opens = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="know what helped to buy", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        indexes = [
            models.Index(
                fields=["store", "customer", "sent_at"],
                name="offer_of_customer",
                condition=Q(sent_at__isnull=False),
            ),
            models.Index(fields=["store", "identity"], name="offer_identity"),
            models.Index(fields=["store", "product"], name="offer_product"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"

    @property
    def amount(self) -> Money:
        """What is to be paid, for a payment."""
        return Money(self.amount_minor, self.currency)


class Sale(StoreRow):
    """An order that came of an offer; `amount_minor` is what its lines with the offered product cost, 0 once it is cancelled.

    `event_id` is the event by which its conversation tells of it.
    """

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="sales", db_index=False)
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="+", db_index=False)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    is_by_link = models.BooleanField(default=False)
    event_id = models.BigIntegerField(null=True)
    placed_at = models.DateTimeField()

    retention = Retention(
        purpose="know what helped to buy", keep_for=None, erasure="keep", dated_by="placed_at"
    )

    class Meta(StoreRow.Meta):
        constraints = [models.UniqueConstraint(fields=["store", "order"], name="sale_of_order")]
        indexes = [
            models.Index(fields=["store", "placed_at"], name="sale_placed"),
            models.Index(fields=["store", "offer"], name="sale_of_offer"),
            models.Index(fields=["store", "event_id"], name="sale_told", condition=Q(event_id__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} of {self.offer_id}"


class PaymentAccount(StoreOwned):
    """Where payments by UPI go: the shop's own virtual payment address, "" for none any more, and the name that payers see."""

    vpa = models.CharField(max_length=255, blank=True)
    name = models.CharField(max_length=99, blank=True)
    changed_at = models.DateTimeField(default=now)

    retention = Retention(purpose="be paid", keep_for=None, erasure="keep", dated_by="changed_at")

    class Meta(StoreOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["store"], name="payment_account")]

    def __str__(self) -> str:
        return self.vpa
