"""Whether somebody may pay at the door: by the shop's rule, and by what became of their parcels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from saath.core.money import Money
from saath.desk.staff_tools.contract import Answer, Beside, Row, StaffTool, ToolForm, shown_money
from saath.orders.at_the_door import cash_rule, parcels_not_accepted
from saath.orders.models import CashRule, Shipment
from saath.orders.reckoning.cash import Objection, Wish, objections


class CashForm(ToolForm):
    """What would be paid at the door, and where."""

    pincode = forms.CharField(label=gettext_lazy("Pincode"), max_length=12)
    amount = forms.DecimalField(
        label=gettext_lazy("Amount"), min_value=0, max_value=100_000_000, decimal_places=2
    )

    @classmethod
    def likely(cls, beside: Beside) -> dict[str, Any]:
        """Return where the order goes and what it comes to."""
        if beside.about is None:
            return {}
        order = beside.about.order
        return {"pincode": order.pincode, "amount": order.total.amount()}


def _work(beside: Beside, given: Mapping[str, Any]) -> Answer:
    rule, back = cash_rule(beside.actor), parcels_not_accepted(beside.actor, beside.conversation.customer)
    amount = beside.money(given["amount"] or Decimal(0))
    against = objections(rule.terms, Wish(amount.minor, given["pincode"], len(back)))
    return Answer(
        headline=_("No cash on delivery") if against else _("Cash on delivery is fine"),
        rows=[Row(_("Why not"), str(objection.label)) for objection in against],
        notes=[*_notes(rule, against, beside), *_parcels(back)],
        is_good=not against,
        says=None if Objection.NO_PINCODE in against else lambda: _said(against),
    )


def _notes(rule: CashRule, against: Sequence[Objection], beside: Beside) -> Iterator[str]:
    if not rule.pk:
        yield _("The shop has no rule of its own for this: nothing but the pincode was looked at.")
    elif Objection.AMOUNT in against:
        limit = shown_money(Money(rule.most_minor, beside.currency))
        yield _("The shop's limit is %(amount)s.") % {"amount": limit}


def _parcels(back: Sequence[Shipment]) -> Iterator[str]:
    if not back:
        yield _("No parcel of theirs came back without being accepted.")
        return
    count = ngettext(
        "%(n)d parcel of theirs came back without being accepted:",
        "%(n)d parcels of theirs came back without being accepted:",
        len(back),
    )
    orders = ", ".join(f"{each.order.number} ({date_format(each.order.placed_at, 'j M Y')})" for each in back)
    yield f"{count % {'n': len(back)}} {orders}"


def _said(against: Sequence[Objection]) -> str:
    if not against:
        return _("Yes, you can pay when it arrives.")
    return _("Sorry, this order cannot be paid at the door. You can pay by UPI, card or net banking.")


CASH_ON_DELIVERY = StaffTool("cash", gettext_lazy("Cash on delivery"), "bag", CashForm, _work)
