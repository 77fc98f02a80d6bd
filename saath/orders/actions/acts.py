"""Somebody asks for something to be done to an order, somebody else agrees, or it is taken back before it is sent."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from saath.core.clock import now
from saath.core.errors import Conflict, Forbidden
from saath.core.text import storable
from saath.orders.acts.commands import Kind
from saath.orders.acts.planning import checked_reason, coupon_code, plan_for, send_soon
from saath.orders.acts.queries import given_alone, limit_of
from saath.orders.acts.rules import ONE_AT_A_TIME, Plan, may_be_sent_again, needs_second
from saath.orders.acts.wishes import Wish
from saath.orders.events import ACT_APPROVED, ACT_ASKED, ACT_SENT_AGAIN, ACT_WITHDRAWN
from saath.orders.models import Order, OrderAct
from saath.stores.models import Member
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

State = OrderAct.State


@action
def ask_act(
    actor: Actor,
    order: Order,
    *,
    wish: Wish,
    reason: str,
    key: UUID,
    seen_minor: int,
    conversation: UUID | None = None,
) -> OrderAct:
    """Ask for something to be done to an order: it is sent next, or waits for a second person above the asker's limit.

    Toward the limit counts what they gave alone before for this order, and to its customer of late. Whatever one asker asks
    for is taken one after the other, so that two asks at once cannot slip under it together.
    `key` is the form's: posted twice it is one. `seen_minor` is the amount of the summary that was agreed to. Raises
    `Forbidden`, `BadInput`, `Conflict` where the order has changed meanwhile or something else is open for it.
    """
    actor.require("order.act")
    if actor.member_id is None:
        raise Forbidden()
    Member.objects.select_for_update(no_key=True).get(pk=actor.member_id)
    fresh = _held(order)
    before = OrderAct.objects.filter(public_id=key).first()
    if before is not None:
        return _same(before, fresh)
    reason = checked_reason(reason)
    if wish.kind == Kind.COUPON:
        wish = replace(wish, code=coupon_code(key))
    _refuse_second_at_once(fresh, wish)
    plan = plan_for(fresh, wish)
    if plan.amount_minor != seen_minor:
        raise Conflict(
            _("This order has changed since you looked: the amount is another one now."),
            what_to_do=_("Look at the new amount and agree again."),
        )
    act = _written(
        actor,
        fresh,
        wish,
        plan,
        public_id=key,
        reason=reason,
        conversation=conversation,
        asked_by_id=actor.member_id,
    )
    emit(actor, ACT_ASKED, subject=act, refs={"order": fresh}, changed=["state"])
    if act.state == State.ASKED:
        send_soon(act)
    return act


@action
def approve_act(actor: Actor, act: OrderAct) -> OrderAct:
    """Agree to what a colleague asked for; it is sent next. Raises `Forbidden` for who asked it, `Conflict`."""
    actor.require("order.approve")
    if actor.member_id is None or actor.member_id == act.asked_by_id:
        raise Forbidden(
            _("Who asks for it cannot be the second person."), what_to_do=_("Ask a colleague who may agree.")
        )
    _move(act, State.ASKED, sources=(State.TO_APPROVE,), approved_by_id=actor.member_id)
    emit(actor, ACT_APPROVED, subject=act, refs={"order": act.order}, changed=["state"])
    send_soon(act)
    return act


@action
def withdraw_act(actor: Actor, act: OrderAct, *, words: str = "") -> OrderAct:
    """Take back what was not sent yet, or what surely did not arrive; by who asked it, or by who may agree to it.

    Raises `Forbidden`, `Conflict` where it was sent meanwhile or may still arrive.
    """
    actor.require("order.act")
    if actor.member_id != act.asked_by_id:
        actor.require("order.approve")
    sources = (State.TO_APPROVE,)
    if act.state == State.UNKNOWN:
        _refuse_what_may_arrive(act)
        sources = (State.UNKNOWN,)
    _move(act, State.WITHDRAWN, sources=sources, words=storable(words)[:300], ended_at=now())
    emit(actor, ACT_WITHDRAWN, subject=act, refs={"order": act.order}, changed=["state"])
    return act


@action
def send_act_again(actor: Actor, act: OrderAct) -> OrderAct:
    """Send anew what was looked for and not found after it must have arrived; raises `Forbidden`, `Conflict`."""
    actor.require("order.act")
    _refuse_what_may_arrive(act)
    _move(act, State.ASKED, sources=(State.UNKNOWN,))
    emit(actor, ACT_SENT_AGAIN, subject=act, refs={"order": act.order}, changed=["state"])
    send_soon(act)
    return act


@action
def look_again(actor: Actor, act: OrderAct) -> None:
    """Let the platform be asked once more whether something arrived; raises `Forbidden`."""
    actor.require("order.act")
    if act.state == State.UNKNOWN:
        send_soon(act)


def _written(actor: Actor, order: Order, wish: Wish, plan: Plan, **values: Any) -> OrderAct:
    limit = limit_of(actor, order.currency)
    has_to_wait = needs_second(plan.amount_minor, limit, given_alone(actor, order))
    return OrderAct.objects.create(
        order=order,
        kind=wish.kind,
        wish=wish.as_json(),
        lines=[list(pair) for pair in plan.lines],
        shipping_minor=plan.share.shipping_minor,
        amount_minor=plan.amount_minor,
        currency=order.currency,
        state=State.TO_APPROVE if has_to_wait else State.ASKED,
        **values,
    )


def _held(order: Order) -> Order:
    found = Order.objects.select_for_update(of=("self",)).select_related("connection")
    return found.get(pk=order.pk)


def _same(act: OrderAct, order: Order) -> OrderAct:
    if act.order_id != order.pk:
        raise Conflict()
    return act


def _refuse_second_at_once(order: Order, wish: Wish) -> None:
    if wish.kind not in ONE_AT_A_TIME:
        return
    other = OrderAct.objects.open().filter(order=order, kind__in=ONE_AT_A_TIME).first()
    if other is None:
        return
    said = _("Something is open for this order already: %(kind)s, %(state)s.")
    raise Conflict(
        said % {"kind": other.get_kind_display(), "state": other.get_state_display()},
        what_to_do=_("Wait until it is settled."),
    )


def _refuse_what_may_arrive(act: OrderAct) -> None:
    if act.sent_at is None or not may_be_sent_again(sent_at=act.sent_at, looked_at=act.looked_at, at=now()):
        raise Conflict(
            _("It may still arrive at the platform."),
            what_to_do=_("Look again some fifteen minutes after it was sent."),
        )


def _move(act: OrderAct, state: str, *, sources: tuple[str, ...], **values: object) -> None:
    # One that was sent again since it was looked at may arrive a second time: what was known of it is over.
    as_seen = OrderAct.objects.filter(pk=act.pk, state__in=sources, attempt=act.attempt)
    moved = as_seen.update(state=state, **values)
    if not moved:
        raise Conflict(
            _("Somebody has settled this already, or it is being sent."),
            what_to_do=_("Look at where it stands now."),
        )
    act.state = state
    for name, value in values.items():
        setattr(act, name, value)
