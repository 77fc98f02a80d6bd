"""What is done to orders: asked for, agreed to by a second person, taken back; and who may spend how much alone."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID, uuid4

from ninja import Router
from pydantic import Field

from saath.api.answers import Created
from saath.api.operations import reads, writes
from saath.api.request import ApiRequest
from saath.api.routes.orders import READ, SETTINGS_WRITE, WRITE
from saath.api.shapes import Day, Input, Page, Shape, Whole, Yes
from saath.api.shapes.money import MOST_MINOR, Currency, Money, MoneyInput, money
from saath.api.shapes.orders import Piece
from saath.api.shapes.sent_orders import AddressInput, PieceInput, address_data, pieces
from saath.core.errors import BadInput
from saath.orders.actions.acts import approve_act as approve
from saath.orders.actions.acts import ask_act
from saath.orders.actions.acts import look_again as look
from saath.orders.actions.acts import send_act_again as send_again
from saath.orders.actions.acts import withdraw_act as withdraw
from saath.orders.actions.cash_rule import set_cash_rule as keep_cash_rule
from saath.orders.actions.limits import set_limits
from saath.orders.acts.commands import Kind
from saath.orders.acts.planning import plan_for
from saath.orders.acts.queries import ROLES, acts_of, acts_to_approve, limits_set
from saath.orders.acts.queries import get_act as find_act
from saath.orders.acts.rules import limit_where_none_is_set
from saath.orders.acts.wishes import Wish
from saath.orders.at_the_door import cash_rule
from saath.orders.models import CashRule as CashRuleRow
from saath.orders.models import OrderAct as Row
from saath.orders.queries import get_order
from saath.orders.reckoning.cash import Terms
from saath.stores.rules import Role

router = Router(tags=["orders"])


class OrderAct(Shape):
    """One thing that somebody asked to be done to an order at its platform.

    `to_approve` waits for a second person; `unknown` may have arrived or not, and is looked for before it is sent again.
    """

    id: UUID
    order_id: UUID
    kind: Literal["refund", "replacement", "cancel", "address", "return", "coupon"]
    state: Literal["to_approve", "asked", "sending", "done", "refused", "unknown", "withdrawn"]
    amount: Money
    lines: list[Piece]
    reason: str
    said: str
    reference: str
    asked_by_id: UUID
    approved_by_id: UUID | None
    sent_at: datetime | None
    ended_at: datetime | None
    created_at: datetime


class Asking(Input):
    """Why; it stands in the order. `amount` is what you take it to come to: where it is another one now, 409."""

    reason: str = Field(min_length=1, max_length=200)
    amount: MoneyInput | None = None
    conversation_id: UUID | None = None


class Refunding(Asking):
    """Which pieces; none are all that is left."""

    lines: list[PieceInput] = Field([], max_length=200)
    with_shipping: Yes = False


class Replacing(Asking):
    """Which pieces are sent once more; none are all of them."""

    lines: list[PieceInput] = Field([], max_length=200)


class Readdressing(Asking):
    """To where it is to go."""

    address: AddressInput


class Returning(Asking):
    """Which pieces come back; none are all that is left. With the shop's label and its number, where it has one."""

    lines: list[PieceInput] = Field([], max_length=200)
    label_url: str = Field("", max_length=500)
    tracking_number: str = Field("", max_length=60)


class Couponing(Input):
    """How much it is worth, and until when it is good."""

    reason: str = Field(min_length=1, max_length=200)
    amount: MoneyInput
    until: Day | None = None
    conversation_id: UUID | None = None


class Withdrawing(Input):
    """Why not."""

    words: str = Field("", max_length=300)


class Limit(Shape):
    """How much a role may spend in a currency without a second person, in minor units; null is any amount."""

    role: str
    currency: str
    amount: int | None


class Limits(Shape):
    """What the shop has set."""

    limits: list[Limit]


class RoleLimits(Input):
    """By role, in minor units; null is any amount."""

    currency: Currency
    member: Whole | None = Field(ge=0, le=MOST_MINOR)
    manager: Whole | None = Field(ge=0, le=MOST_MINOR)
    owner: Whole | None = Field(ge=0, le=MOST_MINOR)


class CashRule(Shape):
    """When people may pay at the door: up to an amount of paise (0: any), not where a pincode begins so, and not to whom so
    many parcels came back (0: however many)."""

    is_offered: bool
    most_minor: int
    not_at: list[str]
    most_refused: int


class CashRuleInput(Input):
    """When people may pay at the door; see the answer."""

    is_offered: Yes
    most_minor: Annotated[Whole, Field(ge=0, le=MOST_MINOR)] = 0
    not_at: list[str] = Field([], max_length=500)
    most_refused: Annotated[Whole, Field(ge=0, le=1_000)] = 0


@reads(router, "/orders/{uuid:id}/acts", Page[OrderAct], scope=READ)
def list_acts_of_order(request: ApiRequest, id: UUID) -> Page[OrderAct]:
    """List what was done to an order, the newest twenty."""
    order = get_order(request.actor, id)
    return Page(
        items=[_shape(each, order.public_id) for each in acts_of(request.actor, order)], next_cursor=None
    )


@reads(router, "/order-acts", Page[OrderAct], scope=WRITE)
def list_acts_to_approve(request: ApiRequest) -> Page[OrderAct]:
    """List what waits for a second person, oldest first."""
    waiting = acts_to_approve(request.actor)
    return Page(items=[_shape(each, each.order.public_id) for each in waiting], next_cursor=None)


@reads(router, "/order-acts/{uuid:id}", OrderAct, scope=READ)
def get_order_act(request: ApiRequest, id: UUID) -> OrderAct:
    """Get one thing that is done to an order."""
    return _shown(request, id)


@writes(router, "POST", "/orders/{uuid:id}/refund", OrderAct, scope=WRITE, status=201)
def refund_order(request: ApiRequest, id: UUID, body: Refunding) -> Created:
    """Ask for money to go back."""
    wish = Wish(Kind.REFUND, pieces(body.lines), not body.lines, body.with_shipping)
    return _asked(request, id, wish, body)


@writes(router, "POST", "/orders/{uuid:id}/replace", OrderAct, scope=WRITE, status=201)
def replace_order(request: ApiRequest, id: UUID, body: Replacing) -> Created:
    """Ask for pieces to be sent once more."""
    return _asked(request, id, Wish(Kind.REPLACEMENT, pieces(body.lines), not body.lines), body)


@writes(router, "POST", "/orders/{uuid:id}/cancel", OrderAct, scope=WRITE, status=201)
def cancel_order(request: ApiRequest, id: UUID, body: Asking) -> Created:
    """Ask for an order to be cancelled."""
    return _asked(request, id, Wish(Kind.CANCEL), body)


@writes(router, "POST", "/orders/{uuid:id}/readdress", OrderAct, scope=WRITE, status=201)
def readdress_order(request: ApiRequest, id: UUID, body: Readdressing) -> Created:
    """Ask for an order to go elsewhere."""
    return _asked(request, id, Wish(Kind.ADDRESS, address=address_data(body.address)), body)


@writes(router, "POST", "/orders/{uuid:id}/return", OrderAct, scope=WRITE, status=201)
def return_order(request: ApiRequest, id: UUID, body: Returning) -> Created:
    """Ask for pieces to come back."""
    wish = Wish(
        Kind.RETURN,
        pieces(body.lines),
        not body.lines,
        label=body.label_url,
        awb=body.tracking_number,
    )
    return _asked(request, id, wish, body)


@writes(router, "POST", "/orders/{uuid:id}/coupon", OrderAct, scope=WRITE, status=201)
def give_coupon(request: ApiRequest, id: UUID, body: Couponing) -> Created:
    """Ask for a coupon for who bought."""
    wish = Wish(Kind.COUPON, amount_minor=body.amount.amount, until=body.until)
    return _asked(request, id, wish, body)


@writes(router, "POST", "/order-acts/{uuid:id}/approve", OrderAct, scope=WRITE)
def approve_act(request: ApiRequest, id: UUID) -> OrderAct:
    """Agree to what a colleague asked for; who asked it is never the second person."""
    approve(request.actor, find_act(request.actor, id))
    return _shown(request, id)


@writes(router, "POST", "/order-acts/{uuid:id}/withdraw", OrderAct, scope=WRITE)
def withdraw_act(request: ApiRequest, id: UUID, body: Withdrawing) -> OrderAct:
    """Take back what was not sent yet, or what surely did not arrive."""
    withdraw(request.actor, find_act(request.actor, id), words=body.words)
    return _shown(request, id)


@writes(router, "POST", "/order-acts/{uuid:id}/look-again", OrderAct, scope=WRITE)
def look_again(request: ApiRequest, id: UUID) -> OrderAct:
    """Have the platform asked once more whether it arrived."""
    look(request.actor, find_act(request.actor, id))
    return _shown(request, id)


@writes(router, "POST", "/order-acts/{uuid:id}/send-again", OrderAct, scope=WRITE)
def send_act_again(request: ApiRequest, id: UUID) -> OrderAct:
    """Send anew what was looked for and not found after it must have arrived."""
    send_again(request.actor, find_act(request.actor, id))
    return _shown(request, id)


@reads(router, "/order-limits", Limits, scope=SETTINGS_WRITE)
def list_order_limits(request: ApiRequest) -> Limits:
    """List how much each role may spend without a second person, in the currencies for which it was set."""
    return _limits(request)


@writes(router, "PUT", "/order-limits", Limits, scope=SETTINGS_WRITE)
def set_order_limits(request: ApiRequest, body: RoleLimits) -> Limits:
    """Set how much each role may spend in a currency without a second person; only an owner may."""
    limits = {Role.MEMBER: body.member, Role.MANAGER: body.manager, Role.OWNER: body.owner}
    set_limits(request.actor, currency=body.currency, limits=limits)
    return _limits(request)


@reads(router, "/cash-rule", CashRule, scope="settings:read")
def get_cash_rule(request: ApiRequest) -> CashRule:
    """Get when people may pay at the door."""
    return _rule(cash_rule(request.actor))


@writes(router, "PUT", "/cash-rule", CashRule, scope=SETTINGS_WRITE)
def set_cash_rule(request: ApiRequest, body: CashRuleInput) -> CashRule:
    """Say when people may pay at the door."""
    terms = Terms(body.is_offered, body.most_minor, body.not_at, body.most_refused)
    return _rule(keep_cash_rule(request.actor, terms=terms))


def _asked(request: ApiRequest, order_id: UUID, wish: Wish, body: Asking | Couponing) -> Created:
    order = get_order(request.actor, order_id)
    if body.amount is not None and body.amount.currency != order.currency:
        raise BadInput(field="amount/currency")
    is_seen = isinstance(body, Asking) and body.amount is not None
    seen = body.amount.amount if is_seen and body.amount else plan_for(order, wish).amount_minor
    act = ask_act(
        request.actor,
        order,
        wish=wish,
        reason=body.reason,
        key=uuid4(),
        seen_minor=seen,
        conversation=body.conversation_id,
    )
    return Created(_shown(request, act.public_id), f"order-acts/{act.public_id}")


def _shown(request: ApiRequest, public_id: UUID) -> OrderAct:
    found = find_act(request.actor, public_id)
    return _shape(found, found.order.public_id)


def _shape(row: Row, order_id: UUID) -> OrderAct:
    return OrderAct(
        id=row.public_id,
        order_id=order_id,
        kind=row.kind,  # type: ignore[arg-type]  # a choice of the model
        state=row.state,  # type: ignore[arg-type]  # a choice of the model
        amount=money(row.amount_minor, row.currency),
        lines=[Piece(line_external_id=str(key), quantity=count) for key, count in row.lines],
        reason=row.reason,
        said=row.said,
        reference=row.reference,
        asked_by_id=row.asked_by.public_id,
        approved_by_id=row.approved_by.public_id if row.approved_by else None,
        sent_at=row.sent_at,
        ended_at=row.ended_at,
        created_at=row.created_at,
    )


def _limits(request: ApiRequest) -> Limits:
    kept = limits_set(request.actor)
    currencies = sorted({currency for _role, currency in kept})
    return Limits(
        limits=[
            Limit(
                role=role.value,
                currency=each,
                amount=kept.get((role, each), limit_where_none_is_set(role)),
            )
            for each in currencies
            for role in ROLES
        ]
    )


def _rule(row: CashRuleRow) -> CashRule:
    return CashRule(
        is_offered=row.is_offered,
        most_minor=row.most_minor,
        not_at=list(row.not_at),
        most_refused=row.most_refused,
    )
