"""What came of products that were sent: read from what was written down when orders were taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Sum

from saath.core.money import Money
from saath.orders.models import Offer, PaymentAccount, Sale
from saath.tenancy.actor import Actor


@dataclass(frozen=True, slots=True)
class Sold:
    """How many orders came of offers, what the offered things in them cost, and how many offers were sent and opened."""

    orders: int
    amounts: Sequence[Money]
    sent: int
    opened: int


def sold_since(actor: Actor, since: datetime) -> Sold:
    """Return what was sold by offers since a time, in two statements; raises `Forbidden`."""
    actor.require("order.read")
    sales = Sale.objects.filter(placed_at__gte=since, amount_minor__gt=0).values("currency")
    rows = list(sales.annotate(orders=Count("id"), amount=Sum("amount_minor")).order_by("-orders"))
    sent = Offer.objects.filter(sent_at__gte=since, product__isnull=False)
    counted = sent.aggregate(sent=Count("id"), opened=Count("opened_at"))
    return Sold(
        sum(row["orders"] for row in rows),
        [Money(row["amount"], row["currency"]) for row in rows],
        counted["sent"],
        counted["opened"],
    )


def payment_account() -> PaymentAccount | None:
    """Return where payments by UPI go, None where the shop has said nothing."""
    return PaymentAccount.objects.exclude(vpa="").first()
