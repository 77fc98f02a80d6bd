"""What something costs once a coupon is taken off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saath.core.money import Money
from saath.desk.staff_tools.contract import Answer, Beside, Row, StaffTool, ToolForm, shown_money
from saath.orders.reckoning.coupon import AfterCoupon, Coupon, after_coupon

PERCENT, FIXED = "percent", "fixed"


_amount = partial(forms.DecimalField, min_value=0, max_value=100_000_000, decimal_places=2)


class CouponForm(ToolForm):
    """A price, and what the coupon says."""

    helps = {
        "minimum": gettext_lazy("The coupon holds from this price on."),
        "cap": gettext_lazy("It takes off no more than this."),
    }
    price = _amount(label=gettext_lazy("Price"))
    kind = forms.ChoiceField(
        label=gettext_lazy("The coupon takes off"),
        choices=[(PERCENT, gettext_lazy("Percent")), (FIXED, gettext_lazy("An amount"))],
    )
    value = _amount(label=gettext_lazy("How much"))
    minimum = _amount(label=gettext_lazy("From a price of"), required=False)
    cap = _amount(label=gettext_lazy("At most"), required=False)
    gst = forms.DecimalField(
        label=gettext_lazy("GST within the price, in percent"),
        required=False,
        min_value=0,
        max_value=40,
        decimal_places=2,
    )

    @classmethod
    def likely(cls, beside: Beside) -> dict[str, Any]:
        """Return what the things of the order cost before any coupon."""
        if beside.about is None:
            return {}
        goods = sum(line.unit_minor * line.quantity for line in beside.about.lines)
        return {"price": Money(goods, beside.currency).amount()}

    def clean(self) -> dict[str, Any]:
        """Refuse more than a hundred percent."""
        given = super().clean() or {}
        if given.get("kind") == PERCENT and (given.get("value") or 0) > 100:
            self.add_error("value", _("No coupon takes off more than a hundred percent."))
        return given


def _work(beside: Beside, given: Mapping[str, Any]) -> Answer:
    is_percent = given["kind"] == PERCENT
    coupon = Coupon(
        percent=given["value"] if is_percent else Decimal(0),
        fixed_minor=0 if is_percent else beside.money(given["value"]).minor,
        minimum_minor=beside.money(given["minimum"] or Decimal(0)).minor,
        cap_minor=beside.money(given["cap"] or Decimal(0)).minor,
    )
    found = after_coupon(beside.money(given["price"]), coupon, gst_percent=given["gst"] or Decimal(0))
    return Answer(
        headline=shown_money(found.price),
        rows=list(_rows(found)),
        notes=list(_notes(found)),
        is_good=not found.missing.minor,
        says=lambda: _said(found),
    )


def _rows(found: AfterCoupon) -> Iterator[Row]:
    yield Row(_("Price"), shown_money(found.before))
    yield Row(_("The coupon takes off"), shown_money(-found.off))
    yield Row(_("To pay"), shown_money(found.price), is_total=True)
    if found.gst.minor:
        yield Row(_("of it GST"), shown_money(found.gst))


def _notes(found: AfterCoupon) -> Iterator[str]:
    if found.missing.minor:
        yield _("The coupon does not hold yet: %(amount)s is missing.") % {
            "amount": shown_money(found.missing)
        }
    elif found.is_capped:
        yield _("It takes off no more than that.")


def _said(found: AfterCoupon) -> str:
    if found.missing.minor:
        return _("For the coupon to hold, %(amount)s more is needed in your cart.") % {
            "amount": shown_money(found.missing)
        }
    return _("With the coupon it is %(price)s instead of %(before)s.") % {
        "price": shown_money(found.price),
        "before": shown_money(found.before),
    }


COUPON_PRICE = StaffTool("coupon", gettext_lazy("Price after coupon"), "gift", CouponForm, _work)
