"""How much goes back: for the whole order or some pieces of it, with their share of discount, tax and shipping."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saath.desk.staff_tools.contract import Answer, Beside, Row, StaffTool, ToolForm, shown_money
from saath.orders.models import Line, Refund
from saath.orders.queries import OrderShown
from saath.orders.reckoning.giving_back import Bought, GivenBack, Sold, give_back

_PIECES = "pieces-"


class RefundForm(ToolForm):
    """How many pieces of each line come back, and whether the shipping goes back too."""

    def own_fields(self) -> dict[str, forms.Field]:
        """Return a number of pieces for each line of the order, and the shipping where it was paid for."""
        about = self.beside.about
        if about is None:
            return {}
        fields: dict[str, forms.Field] = {f"{_PIECES}{line.pk}": _pieces(line) for line in about.lines}
        if about.order.shipping_minor:
            fields["with_shipping"] = forms.BooleanField(label=_("The shipping too"), required=False)
        return fields

    @classmethod
    def likely(cls, beside: Beside) -> dict[str, Any]:
        """Return the whole order, but for what went back already."""
        if beside.about is None:
            return {}
        left = {each.key: each.quantity - each.back for each in _sold(beside.about).lines}
        pieces = {f"{_PIECES}{line.pk}": left[line.key] for line in beside.about.lines}
        return {**pieces, "with_shipping": bool(beside.about.order.shipping_minor)}

    def clean(self) -> dict[str, Any]:
        """Refuse a refund of nothing that is known, or of an order whose lines are not all here: their shares would be wrong."""
        about = self.beside.about
        if about is None:
            raise forms.ValidationError(_("Choose beside the conversation which order it is about."))
        if about.order.pieces > sum(line.quantity for line in about.lines):
            raise forms.ValidationError(
                _("This order has too many lines for this. Look at the shop platform.")
            )
        return super().clean() or {}


def _pieces(line: Line) -> forms.IntegerField:
    return forms.IntegerField(label=_name(line), min_value=0, max_value=line.quantity, initial=0)


def _name(line: Line) -> str:
    return f"{line.title}, {line.variant}" if line.variant else line.title


def _work(beside: Beside, given: Mapping[str, Any]) -> Answer:
    about = beside.about
    assert about is not None
    pieces = {line.key: given[f"{_PIECES}{line.pk}"] for line in about.lines}
    back = give_back(_sold(about), pieces, with_shipping=given.get("with_shipping", False))
    titles = {line.key: _name(line) for line in about.lines}
    return Answer(
        headline=shown_money(back.amount),
        rows=list(_rows(back, titles)),
        notes=list(_notes(back)),
        is_good=back.amount.minor > 0,
        says=(lambda: _said(back, titles)) if back.amount.minor else None,
    )


def _sold(about: OrderShown) -> Sold:
    """Return an order as it is reckoned with; what went back by pieces is known of each line."""
    order, back = about.order, Counter[str]()
    for lines in Refund.objects.filter(order=order).values_list("lines", flat=True):
        back.update({key: count for key, count in lines})
    lines = [
        Bought(
            line.key,
            line.quantity,
            line.unit_minor * line.quantity,
            line.total_minor,
            line.tax_minor,
            min(back[line.key], line.quantity),
        )
        for line in about.lines
    ]
    return Sold(
        order.currency, lines, order.total_minor, order.shipping_minor, order.paid_minor, order.refunded_minor
    )


def _rows(back: GivenBack, titles: Mapping[str, str]) -> Iterator[Row]:
    for part in back.parts:
        yield Row(f"{part.pieces} × {titles[part.key]}", shown_money(part.price))
        if part.reduction.minor > 0:
            yield Row(_("Its share of what was taken off"), shown_money(-part.reduction))
        elif part.reduction.minor:
            yield Row(_("Its share of what came on top"), shown_money(-part.reduction))
        if part.tax.minor:
            yield Row(_("Tax of it"), shown_money(part.tax))
    if back.shipping.minor:
        yield Row(_("Shipping"), shown_money(back.shipping))
    yield Row(_("In all"), shown_money(back.wanted), is_total=True)


def _notes(back: GivenBack) -> Iterator[str]:
    if not back.parts and not back.shipping.minor:
        yield _("Nothing is left of this that could be given back.")
    elif not back.amount.minor:
        yield _("Nothing has been paid that could be given back.")
    elif back.is_cut:
        yield _("No more than %(amount)s of what was paid is left to be given back.") % {
            "amount": shown_money(back.amount)
        }


def _said(back: GivenBack, titles: Mapping[str, str]) -> str:
    things = ", ".join(f"{part.pieces} × {titles[part.key]}" for part in back.parts)
    amount = shown_money(back.amount)
    if not things:
        return _("We give you %(amount)s for the shipping back.") % {"amount": amount}
    said = _("For %(things)s we give you %(amount)s back.") % {"things": things, "amount": amount}
    if not back.shipping.minor or back.is_cut:
        return said
    shipping = _("That includes %(amount)s for the shipping.") % {"amount": shown_money(back.shipping)}
    return f"{said} {shipping}"


REFUND = StaffTool("refund", gettext_lazy("Refund amount"), "refund", RefundForm, _work)
