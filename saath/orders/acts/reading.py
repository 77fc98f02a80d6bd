"""From rows to what rules and platforms are given."""

from __future__ import annotations

from collections import Counter
from typing import Any

from saath.orders.acts import commands
from saath.orders.acts.commands import Command, Kind
from saath.orders.acts.shares import LineFacts, OrderFacts
from saath.orders.acts.wishes import wish_from
from saath.orders.data import AddressData
from saath.orders.models import Line, Order, OrderAct, Refund, Return
from saath.orders.states import ReturnState, State

_AT_THE_SHOP = frozenset({State.PLACED, State.CONFIRMED, State.PACKED, State.CANCELLED})
_NOTHING_COMES = (ReturnState.REFUSED, ReturnState.CANCELLED)


def facts_of(order: Order) -> OrderFacts:
    """Return what rules ask of an order, in four statements."""
    gone, coming = _gone(order), _coming(order)
    return OrderFacts(
        currency=order.currency,
        total_minor=order.total_minor,
        paid_minor=order.paid_minor,
        refunded_minor=order.refunded_minor,
        shipping_minor=order.shipping_minor,
        lines=[_line(line, gone[line.key], coming[line.key]) for line in _lines(order)],
        is_cancelled=order.cancelled_at is not None,
        is_sent=State(order.state) not in _AT_THE_SHOP,
    )


def command_of(act: OrderAct) -> Command:
    """Return what the platform is asked; the order has to be loaded with it."""
    wish = wish_from(act.wish)
    lines = tuple((str(key), int(count)) for key, count in act.lines)
    asked: Any = {
        "key": str(act.public_id),
        "order_key": act.order.key,
        "currency": act.currency,
        "reason": act.reason,
        "asked_at": act.created_at,
    }
    match Kind(act.kind):
        case Kind.REFUND:
            return commands.Refund(
                **asked, amount_minor=act.amount_minor, lines=lines, shipping_minor=act.shipping_minor
            )
        case Kind.REPLACEMENT:
            return commands.Replacement(**asked, lines=lines)
        case Kind.CANCEL:
            return commands.Cancel(**asked, amount_minor=act.amount_minor)
        case Kind.ADDRESS:
            return commands.AddressChange(**asked, address=wish.address or AddressData())
        case Kind.RETURN:
            return commands.ReturnRequest(**asked, lines=lines, label=wish.label, awb=wish.awb)
        case Kind.COUPON:
            until = wish.until or act.created_at.date()
            return commands.Coupon(**asked, code=wish.code, amount_minor=act.amount_minor, until=until)


def _gone(order: Order) -> Counter[str]:
    """Return which pieces were given back: as the platform tells, or as we know where it tells amounts alone."""
    told, ours = Counter[str](), Counter[str]()
    for pieces in Refund.objects.filter(order=order).values_list("lines", flat=True):
        told.update(dict(pieces))
    done = OrderAct.objects.filter(order=order, kind=Kind.REFUND, state=OrderAct.State.DONE)
    for pieces in done.values_list("lines", flat=True):
        ours.update(dict(pieces))
    return told | ours


def _coming(order: Order) -> Counter[str]:
    """Return which pieces are in a return that was neither refused nor withdrawn."""
    coming = Counter[str]()
    standing = Return.objects.filter(order=order).exclude(state__in=_NOTHING_COMES)
    for pieces in standing.values_list("lines", flat=True):
        coming.update(dict(pieces))
    return coming


def _lines(order: Order) -> list[Line]:
    return list(Line.objects.filter(order=order).order_by("place", "id"))


def _line(line: Line, gone: int, coming: int) -> LineFacts:
    title = f"{line.title}, {line.variant}" if line.variant else line.title
    return LineFacts(
        line.key,
        title,
        line.quantity,
        line.unit_minor,
        line.discount_minor,
        line.tax_minor,
        gone,
        coming,
    )
