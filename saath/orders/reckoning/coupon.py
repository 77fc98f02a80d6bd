"""What something costs once a coupon is taken off, and how much of it is GST. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from saath.core.money import Money


@dataclass(frozen=True, slots=True)
class Coupon:
    """So many percent off, or a fixed amount; from a price of `minimum` on, and at most `cap` (0: no end)."""

    percent: Decimal = Decimal(0)
    fixed_minor: int = 0
    minimum_minor: int = 0
    cap_minor: int = 0


@dataclass(frozen=True, slots=True)
class AfterCoupon:
    """A price with its coupon. `missing` is what lacks for the coupon to hold, `gst` what is within `price`."""

    before: Money
    off: Money
    price: Money
    gst: Money
    missing: Money
    is_capped: bool


def after_coupon(price: Money, coupon: Coupon, *, gst_percent: Decimal = Decimal(0)) -> AfterCoupon:
    """Return what is paid; a price below the coupon's minimum stays as it is. GST is within the price, not on top."""
    currency = price.currency
    missing = max(coupon.minimum_minor - price.minor, 0)
    full = _rounded(price.minor * coupon.percent / 100) if coupon.percent else coupon.fixed_minor
    capped = min(full, coupon.cap_minor) if coupon.cap_minor else full
    off = 0 if missing else max(min(capped, price.minor), 0)
    left = price.minor - off
    return AfterCoupon(
        before=price,
        off=Money(off, currency),
        price=Money(left, currency),
        gst=Money(_rounded(left * gst_percent / (100 + gst_percent)), currency),
        missing=Money(missing, currency),
        is_capped=not missing and capped < full,
    )


def _rounded(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))
