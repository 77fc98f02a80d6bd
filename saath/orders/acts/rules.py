"""What may be done to an order and what it costs, and when a second person has to agree. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from saath.core.errors import BadInput, Conflict
from saath.core.web_addresses import web_address
from saath.orders.acts.commands import Able, Kind
from saath.orders.acts.shares import LineFacts, OrderFacts, Share, share_of, shipping_left, value_of
from saath.orders.acts.wishes import Wish
from saath.orders.data import AddressData
from saath.stores.rules import Role

# So long after something was sent whose fate is unknown it may still arrive: longer than any platform works on a request.
SETTLES = timedelta(minutes=15)
LONGEST_COUPON = timedelta(days=366)
# What somebody gave alone to a customer counts toward their limit for so long, and for the same order always.
COUNTS_FOR = timedelta(days=30)
# One at a time for an order: two of them at once would each be right, and both together too much.
ONE_AT_A_TIME = frozenset({Kind.REFUND, Kind.REPLACEMENT, Kind.CANCEL})


@dataclass(frozen=True, slots=True)
class Plan:
    """What a wish comes to: its amount in minor units, which pieces, and of which parts the amount is made."""

    amount_minor: int
    lines: tuple[tuple[str, int], ...] = ()
    share: Share = field(default_factory=Share)


def planned(wish: Wish, facts: OrderFacts, able: Able, *, today: date) -> Plan:
    """Return what a wish comes to as an order stands now.

    Raises `Conflict` where the order or its platform does not allow it, `BadInput` for what was filled in wrongly.
    """
    if wish.kind not in able.kinds:
        instead = able.cannot[wish.kind]
        raise Conflict(_("The shop's platform cannot do this from here."), what_to_do=instead)
    match wish.kind:
        case Kind.REFUND:
            return _refund(wish, facts)
        case Kind.REPLACEMENT:
            lines = _chosen(wish, facts, most=lambda line: line.quantity)
            return Plan(value_of(facts, lines).minor, lines)
        case Kind.CANCEL:
            return _cancel(facts, able)
        case Kind.ADDRESS:
            return _address(wish, facts)
        case Kind.RETURN:
            return _return(wish, facts)
        case Kind.COUPON:
            return _coupon(wish, today)


def needs_second(amount_minor: int, limit_minor: int | None, given_minor: int = 0) -> bool:
    """Tell whether a second person has to agree: what costs more than the limit of who asks leaves; None is no limit.

    `given_minor` is what they gave alone before that counts toward it; what costs nothing needs nobody.
    """
    return limit_minor is not None and amount_minor > max(limit_minor - given_minor, 0)


def limit_where_none_is_set(role: str) -> int | None:
    """Return the limit of a role for which the shop has set none: an owner has none, everybody else may spend nothing."""
    return None if role == Role.OWNER else 0


def may_be_sent_again(*, sent_at: datetime, looked_at: datetime | None, at: datetime) -> bool:
    """Tell whether what was sent and not found may be sent anew: looked for after it must have arrived, if ever."""
    return looked_at is not None and looked_at >= sent_at + SETTLES and at >= sent_at + SETTLES


def _refund(wish: Wish, facts: OrderFacts) -> Plan:
    if not facts.paid_minor:
        raise Conflict(
            _("Nothing was paid for this order yet."), what_to_do=_("There is nothing to give back.")
        )
    if not facts.refundable_minor:
        raise Conflict(
            _("All that was paid has been given back already."),
            what_to_do=_("Look at the refunds of this order."),
        )
    if wish.is_whole:
        return _everything(facts)
    lines = _chosen(wish, facts, most=lambda line: line.left) if wish.lines or not wish.with_shipping else ()
    share = share_of(facts, lines) + Share(shipping_minor=shipping_left(facts) if wish.with_shipping else 0)
    if share.total_minor <= 0:
        raise Conflict(_("This comes to nothing."), what_to_do=_("Choose what is given back."))
    if share.total_minor > facts.refundable_minor:
        raise Conflict(
            _("This is more than is left to give back: some of it went back meanwhile."),
            what_to_do=_("Give back the rest, or fewer pieces."),
        )
    return Plan(share.total_minor, lines, share)


def _everything(facts: OrderFacts) -> Plan:
    """Return all that is left: to the last paisa, whatever the parts come to."""
    lines = tuple((line.key, line.left) for line in facts.lines if line.left)
    share = share_of(facts, lines) + Share(shipping_minor=shipping_left(facts))
    return Plan(facts.refundable_minor, lines, share)


def _cancel(facts: OrderFacts, able: Able) -> Plan:
    _refuse_cancelled(facts)
    if facts.is_sent:
        raise Conflict(
            _("It is on its way already, so it cannot be cancelled."),
            what_to_do=_("Let it come back, and give the money back then."),
        )
    return Plan(facts.refundable_minor if able.cancel_pays_back else 0)


def _address(wish: Wish, facts: OrderFacts) -> Plan:
    _refuse_cancelled(facts)
    if facts.is_sent:
        raise Conflict(
            _("It is on its way already, so its address cannot be changed here."),
            what_to_do=_("Ask the courier."),
        )
    if wish.address is None or not _is_whole_address(wish.address):
        raise BadInput(_("A name, a street, a town and a pincode are needed."), field="address")
    return Plan(0)


def _return(wish: Wish, facts: OrderFacts) -> Plan:
    _refuse_cancelled(facts)
    if not facts.is_sent:
        raise Conflict(
            _("It has not left the shop, so nothing can come back."), what_to_do=_("Cancel it instead.")
        )
    if not any(line.to_come_back for line in facts.lines):
        raise Conflict(
            _("All of it is in a return already, or was given back."),
            what_to_do=_("Look at the returns of this order in the shop."),
        )
    if wish.label and web_address(wish.label) is None:
        raise BadInput(
            _("Write the whole address of the label, with https:// at its beginning."), field="label"
        )
    return Plan(0, _chosen(wish, facts, most=lambda line: line.to_come_back))


def _coupon(wish: Wish, today: date) -> Plan:
    if wish.amount_minor <= 0:
        raise BadInput(_("How much does the coupon take off?"), field="amount")
    if wish.until is None or not today <= wish.until <= today + LONGEST_COUPON:
        raise BadInput(_("Choose a day within a year."), field="until")
    return Plan(wish.amount_minor)


def _chosen(
    wish: Wish, facts: OrderFacts, *, most: Callable[[LineFacts], int]
) -> tuple[tuple[str, int], ...]:
    """Return the pieces that are wanted, each line once and at `most` so many. Raises `BadInput`, `Conflict`."""
    there = {line.key: line for line in facts.lines}
    chosen = tuple((key, count) for key, count in wish.lines if count)
    if wish.is_whole:
        chosen = tuple((line.key, count) for line in facts.lines if (count := most(line)))
    if not chosen or len(dict(chosen)) != len(chosen):
        raise BadInput(_("Choose what it is about."), field="lines")
    for key, count in chosen:
        line = there.get(key)
        if not 0 < count <= (most(line) if line else 0):
            raise Conflict(
                _("So many pieces are not left: some were given back meanwhile, or the order was changed."),
                what_to_do=_("Look at the order and choose again."),
            )
    return chosen


def _refuse_cancelled(facts: OrderFacts) -> None:
    if facts.is_cancelled:
        raise Conflict(
            _("This order is cancelled already."), what_to_do=_("There is nothing more to do to it.")
        )


def _is_whole_address(address: AddressData) -> bool:
    return bool(address.name and any(address.lines) and address.city and address.pincode)
