"""Reads of what is done to orders."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q, Sum

from saath.core.clock import now
from saath.core.errors import NotFound
from saath.orders.acts.rules import COUNTS_FOR, limit_where_none_is_set
from saath.orders.models import ActLimit, Order, OrderAct
from saath.stores.models import Member
from saath.stores.rules import Role
from saath.tenancy.actor import Actor

MOST_SHOWN = 20
MOST_WAITING = 200
# Whose limits can be set: readers do nothing to orders.
ROLES = (Role.MEMBER, Role.MANAGER, Role.OWNER)


def acts_of(actor: Actor, order: Order) -> Sequence[OrderAct]:
    """Return what was done to an order, newest first; raises `Forbidden`."""
    actor.require("order.read")
    shown = OrderAct.objects.filter(order=order).select_related("asked_by", "approved_by")
    return list(shown.order_by("-id")[:MOST_SHOWN])


def acts_to_approve(actor: Actor) -> Sequence[OrderAct]:
    """Return what waits for a second person, oldest first; raises `Forbidden`."""
    actor.require("order.approve")
    waiting = OrderAct.objects.open().filter(state=OrderAct.State.TO_APPROVE)
    return list(waiting.select_related("asked_by", "order__customer").order_by("id")[:MOST_WAITING])


def count_to_approve(actor: Actor) -> int:
    """Return how many actions the actor could agree to, at most `MOST_WAITING`; 0 for who may agree to none."""
    if not actor.may("order.approve"):
        return 0
    waiting = OrderAct.objects.open().filter(state=OrderAct.State.TO_APPROVE)
    return waiting.exclude(asked_by=actor.member_id)[:MOST_WAITING].count()


def get_act(actor: Actor, public_id: UUID) -> OrderAct:
    """Return one thing done to an order; raises `Forbidden`, `NotFound`."""
    actor.require("order.read")
    found = OrderAct.objects.select_related("order__connection", "asked_by", "approved_by")
    act = found.filter(public_id=public_id).first()
    if act is None:
        raise NotFound()
    return act


def limit_of(actor: Actor, currency: str) -> int | None:
    """Return what the actor may spend alone in a currency, in minor units; None is without limit, 0 for who is no colleague."""
    member = Member.objects.filter(pk=actor.member_id or 0).first()
    if member is None:
        return 0
    kept = ActLimit.objects.filter(role=member.role, currency=currency).first()
    return kept.amount_minor if kept is not None else limit_where_none_is_set(member.role)


def given_alone(actor: Actor, order: Order) -> int:
    """Return what the actor gave alone for an order, and to its customer of late, in minor units of its currency.

    What may have arrived counts, what was refused or withdrawn does not; 0 for who is no colleague.
    """
    of_late = Q(order=order) | Q(created_at__gte=now() - COUNTS_FOR)
    acts = OrderAct.objects.filter(of_late, order__customer=order.customer_id, currency=order.currency)
    theirs = acts.filter(asked_by=actor.member_id or 0, approved_by=None, state__in=OrderAct.GIVEN)
    given: int | None = theirs.aggregate(given=Sum("amount_minor"))["given"]
    return given or 0


def who_may_agree(actor: Actor) -> Sequence[str]:
    """Return the names of the colleagues who may agree to what the actor asks for."""
    others = Member.objects.active().exclude(pk=actor.member_id or 0).order_by("display_name")
    return [member.display_name for member in others if "order.approve" in member.verbs]


def limits_set(actor: Actor) -> dict[tuple[str, str], int | None]:
    """Return the limits that the shop has set, by role and currency; raises `Forbidden`."""
    actor.require("order.limits")
    kept = ActLimit.objects.filter(role__in=ROLES).values_list("role", "currency", "amount_minor")
    return {(role, currency): amount for role, currency, amount in kept}


def currencies_of_orders() -> Sequence[str]:
    """Return the currencies that the shop's customers pay in."""
    from_figures = Order.objects.order_by().values_list("currency", flat=True).distinct()
    return sorted(set(from_figures))
