"""Where an order, a parcel, a payment and a return can stand: one list for every platform and courier."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class State(TextChoices):
    """Where an order stands, as the customer would say it."""

    PLACED = "placed", pgettext_lazy("state of an order", "Placed")
    CONFIRMED = "confirmed", pgettext_lazy("state of an order", "Confirmed")
    PACKED = "packed", pgettext_lazy("state of an order", "Packed")
    SHIPPED = "shipped", pgettext_lazy("state of an order", "On its way")
    OUT_FOR_DELIVERY = "out_for_delivery", pgettext_lazy("state of an order", "Out for delivery")
    ATTEMPTED = "attempted", pgettext_lazy("state of an order", "Not delivered")
    DELIVERED = "delivered", pgettext_lazy("state of an order", "Delivered")
    RETURNING = "returning", pgettext_lazy("state of an order", "Coming back")
    RETURNED = "returned", pgettext_lazy("state of an order", "Came back")
    LOST = "lost", pgettext_lazy("state of an order", "Lost")
    CANCELLED = "cancelled", pgettext_lazy("state of an order", "Cancelled")


class Moved(TextChoices):
    """Where a parcel stands. RTO is "return to origin": it goes back to the shop without having been handed over."""

    LABEL = "label", pgettext_lazy("state of a parcel", "Label made")
    PICKED_UP = "picked_up", pgettext_lazy("state of a parcel", "Picked up")
    IN_TRANSIT = "in_transit", pgettext_lazy("state of a parcel", "On its way")
    OUT_FOR_DELIVERY = "out_for_delivery", pgettext_lazy("state of a parcel", "Out for delivery")
    ATTEMPTED = "attempted", pgettext_lazy("state of a parcel", "Tried, not delivered")
    AVAILABLE = "available", pgettext_lazy("state of a parcel", "Ready to be collected")
    DELIVERED = "delivered", pgettext_lazy("state of a parcel", "Delivered")
    RTO_STARTED = "rto_started", pgettext_lazy("state of a parcel", "Sent back")
    RTO_IN_TRANSIT = "rto_in_transit", pgettext_lazy("state of a parcel", "Coming back")
    RTO_DELIVERED = "rto_delivered", pgettext_lazy("state of a parcel", "Back at the shop")
    EXCEPTION = "exception", pgettext_lazy("state of a parcel", "Held up")
    LOST = "lost", pgettext_lazy("state of a parcel", "Lost")
    CANCELLED = "cancelled", pgettext_lazy("state of a parcel", "Cancelled")


class Method(TextChoices):
    """How money comes."""

    COD = "cod", pgettext_lazy("way to pay", "Cash on delivery")
    UPI = "upi", pgettext_lazy("way to pay", "UPI")
    CARD = "card", pgettext_lazy("way to pay", "Card")
    NET_BANKING = "net_banking", pgettext_lazy("way to pay", "Net banking")
    WALLET = "wallet", pgettext_lazy("way to pay", "Wallet")
    EMI = "emi", pgettext_lazy("way to pay", "EMI")
    GIFT_CARD = "gift_card", pgettext_lazy("way to pay", "Gift card")
    CREDIT = "credit", pgettext_lazy("way to pay", "Store credit")
    OTHER = "other", pgettext_lazy("way to pay", "Another way")


class Paid(TextChoices):
    """How far a payment is."""

    PENDING = "pending", pgettext_lazy("state of a payment", "Not paid yet")
    PAID = "paid", pgettext_lazy("state of a payment", "Paid")
    FAILED = "failed", pgettext_lazy("state of a payment", "Failed")


class ReturnState(TextChoices):
    """How far a return is."""

    ASKED = "asked", pgettext_lazy("state of a return", "Asked for")
    APPROVED = "approved", pgettext_lazy("state of a return", "Approved")
    ON_ITS_WAY = "on_its_way", pgettext_lazy("state of a return", "On its way back")
    RECEIVED = "received", pgettext_lazy("state of a return", "Received")
    REFUSED = "refused", pgettext_lazy("state of a return", "Refused")
    CLOSED = "closed", pgettext_lazy("state of a return", "Settled")
    CANCELLED = "cancelled", pgettext_lazy("state of a return", "Withdrawn")
