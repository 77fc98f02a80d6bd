"""What is paid once a coupon is taken off."""

from __future__ import annotations

from decimal import Decimal

from saath.core.money import Money
from saath.orders.reckoning.coupon import AfterCoupon, Coupon, after_coupon


def paid(price: int, *, gst: str = "0", **coupon: int | Decimal) -> AfterCoupon:
    return after_coupon(Money(price, "INR"), Coupon(**coupon), gst_percent=Decimal(gst))  # type: ignore[arg-type]


def test_percent_are_rounded_to_the_paisa_and_end_at_the_cap() -> None:
    assert paid(99_999, percent=Decimal(15)).off.minor == 15_000
    capped = paid(500_000, percent=Decimal(20), cap_minor=50_000)
    assert (capped.price.minor, capped.is_capped) == (450_000, True)


def test_a_fixed_amount_takes_off_no_more_than_the_price() -> None:
    assert paid(20_000, fixed_minor=50_000).price.minor == 0
    assert paid(120_000, fixed_minor=50_000).price.minor == 70_000


def test_below_its_minimum_a_coupon_takes_nothing_off_and_says_what_is_missing() -> None:
    found = paid(80_000, percent=Decimal(10), minimum_minor=99_900)
    assert (found.off.minor, found.price.minor, found.missing.minor) == (0, 80_000, 19_900)


def test_gst_is_within_what_is_paid() -> None:
    assert paid(118_000, gst="18").gst.minor == 18_000
    assert paid(105_000, gst="5", fixed_minor=500).gst.minor == 4_976
