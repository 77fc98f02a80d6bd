"""How gateways are called, and what way to pay that is."""

from __future__ import annotations

import re

from saath.orders.states import Method

# The first that fits counts: "UPI on delivery" is money at the door, a "gift card" no card.
_WORDS: tuple[tuple[str, Method], ...] = (
    (r"cod|cash", Method.COD),
    (r"on delivery", Method.COD),
    (r"gift ?card", Method.GIFT_CARD),
    (r"store credit", Method.CREDIT),
    (r"upi|bhim|phone ?pe|g ?pay|google pay", Method.UPI),
    (r"emi|simpl|lazy ?pay|pay later", Method.EMI),
    (r"net ?banking|bacs|neft|imps|rtgs|bank transfer|bank deposit", Method.NET_BANKING),
    (r"wallet|paytm|mobikwik|freecharge|amazon pay", Method.WALLET),
    (r"card|visa|mastercard|rupay|amex|shopify payments|stripe", Method.CARD),
)


def method_of_gateway(*names: str) -> Method:
    """Return the way to pay that a gateway's names tell of; many take several ways, and do not say which."""
    said = re.sub(r"[\W_]+", " ", " ".join(names).casefold())
    for words, method in _WORDS:
        if re.search(rf"\b(?:{words})\b", said):
            return method
    return Method.OTHER
