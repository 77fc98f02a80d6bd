"""What is done to an order through Shopify's GraphQL Admin API.

A refund bears a key by which Shopify itself does it once; everything else is done to one thing that can be looked at, or bears
our mark where it can be found again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Any, ClassVar

from saath.core.money import Money
from saath.orders.acts.commands import (
    Able,
    AddressChange,
    Cancel,
    Command,
    Coupon,
    Kind,
    Outcome,
    Refund,
    Replacement,
    ReturnRequest,
)
from saath.orders.connectors.base import Credentials, NoAnswer, Refusal
from saath.orders.connectors.reading import Fields, fields, items, minor, text
from saath.orders.connectors.shopify_api import ShopifyApi, check_done
from saath.orders.connectors.shopify_return_acts import find_return, let_come_back
from saath.orders.data import AddressData

MOST = 100
_MONEY = "{ shopMoney { amount } }"
_PAID = f"""
query Paid($id: ID!) {{ order(id: $id) {{
  transactions(first: {MOST}) {{ id kind status gateway amountSet {_MONEY} parentTransaction {{ id }} }}
}} }}
"""
_GIVE_BACK = """
mutation GiveBack($input: RefundInput!, $key: String!) {
  refundCreate(input: $input) @idempotent(key: $key) { refund { id legacyResourceId } userErrors { message } }
}
"""
_GIVEN = (
    f"query Given($id: ID!) {{ order(id: $id) {{ refunds(first: {MOST}) {{ legacyResourceId note }} }} }}"
)
_CANCEL = """
mutation Cancel($id: ID!, $note: String!, $back: OrderCancelRefundMethodInput!) {
  orderCancel(orderId: $id, reason: CUSTOMER, staffNote: $note, refundMethod: $back, restock: true, notifyCustomer: true) {
    job { id } userErrors: orderCancelUserErrors { message }
  }
}
"""
_CANCELLED = "query Cancelled($id: ID!) { order(id: $id) { legacyResourceId cancelledAt } }"
_MOVE = """
mutation Move($input: OrderInput!) {
  orderUpdate(input: $input) { order { legacyResourceId } userErrors { message } }
}
"""
_PLACE = "query Place($id: ID!) { order(id: $id) { shippingAddress { name address1 address2 city province zip phone } } }"
_COUPON = """
mutation Coupon($coupon: DiscountCodeBasicInput!) {
  discountCodeBasicCreate(basicCodeDiscount: $coupon) { codeDiscountNode { id } userErrors { message } }
}
"""
_MADE = "query Made($code: String!) { codeDiscountNodeByCode(code: $code) { id } }"
_AGAIN = f"""
query Again($id: ID!) {{ order(id: $id) {{
  email customer {{ id }} lineItems(first: {MOST}) {{ nodes {{ id variant {{ legacyResourceId }} }} }}
  shippingAddress {{ firstName lastName address1 address2 city province zip countryCodeV2 phone }}
}} }}
"""
_DRAFT = """
mutation Draft($input: DraftOrderInput!) {
  draftOrderCreate(input: $input) { draftOrder { id } userErrors { message } }
}
"""
_DRAFTS = """
query Drafts($query: String!) { draftOrders(first: 5, query: $query) { nodes { id tags order { legacyResourceId name } } } }
"""
_COMPLETE = """
mutation Complete($id: ID!) {
  draftOrderComplete(id: $id) { draftOrder { order { legacyResourceId name } } userErrors { message } }
}
"""


class ShopifyActs:
    """Changes orders of one shop at Shopify."""

    CONNECTOR = "shopify"
    ABLE: ClassVar[Able] = Able(frozenset(Kind), cancel_pays_back=True)

    def __init__(self, account: str, credentials: Credentials) -> None:
        self._api = ShopifyApi(account, credentials)

    def perform(self, command: Command) -> Outcome:
        """Do it. Raises PlatformError."""
        match command:
            case Refund():
                return self._give_back(command)
            case Cancel():
                back = {"originalPaymentMethodsRefund": bool(command.amount_minor)}
                self._do(_CANCEL, "orderCancel", id=_order(command), note=command.note, back=back)
                return self._cancelled(command)
            case AddressChange():
                place = {"id": _order(command), "shippingAddress": _address(command.address)}
                self._do(_MOVE, "orderUpdate", input=place)
                return Outcome(command.order_key)
            case Coupon():
                made = self._do(_COUPON, "discountCodeBasicCreate", coupon=_coupon(command))
                return Outcome(text(fields(made.get("codeDiscountNode")).get("id")), command.code)
            case Replacement():
                return self._send_again(command)
            case ReturnRequest():
                return let_come_back(self._api, command)

    def find(self, command: Command) -> Outcome | None:
        """Return what the shop has of a command. Raises PlatformError."""
        match command:
            case Refund():
                order = fields(self._api.ask(_GIVEN, {"id": _order(command)}).get("order"))
                marked = (
                    each for each in items(order.get("refunds")) if command.mark in text(each.get("note"))
                )
                return next((Outcome(text(each.get("legacyResourceId"))) for each in marked), None)
            case Cancel():
                order = fields(self._api.ask(_CANCELLED, {"id": _order(command)}).get("order"))
                return Outcome(command.order_key) if order.get("cancelledAt") else None
            case AddressChange():
                return Outcome(command.order_key) if self._is_there(command.address, command) else None
            case Coupon():
                made = fields(self._api.ask(_MADE, {"code": command.code}).get("codeDiscountNodeByCode"))
                return Outcome(text(made.get("id")), command.code) if made else None
            case Replacement():
                return _sent(self._draft(command))
            case ReturnRequest():
                return find_return(self._api, command)

    def _do(self, query: str, name: str, **variables: Any) -> Fields:
        return check_done(self._api.ask(query, variables), name)

    def _give_back(self, command: Refund) -> Outcome:
        """Give back by the ways that it came, the first of them first."""
        order = fields(self._api.ask(_PAID, {"id": _order(command)}).get("order"))
        ways = list(_ways_back(items(order.get("transactions")), command))
        if sum(minor(each["amount"], command.currency) for each in ways) < command.amount_minor:
            raise Refusal("Shopify has less to give back than this")
        given: dict[str, Any] = {
            "orderId": _order(command),
            "note": command.note,
            "notify": True,
            "refundLineItems": [
                {
                    "lineItemId": f"gid://shopify/LineItem/{key}",
                    "quantity": count,
                    "restockType": "NO_RESTOCK",
                }
                for key, count in command.lines
            ],
            "transactions": ways,
        }
        if command.shipping_minor:
            given["shipping"] = {"amount": _written(command.shipping_minor, command.currency)}
        done = self._do(_GIVE_BACK, "refundCreate", input=given, key=command.key)
        return Outcome(text(fields(done.get("refund")).get("legacyResourceId")))

    def _cancelled(self, command: Cancel) -> Outcome:
        """Return that an order is cancelled: Shopify says only that it will be. Raises NoAnswer while it is not."""
        found = self.find(command)
        if found is None:
            raise NoAnswer("Shopify is still at it")
        return found

    def _is_there(self, address: AddressData, command: Command) -> bool:
        order = fields(self._api.ask(_PLACE, {"id": _order(command)}).get("order"))
        there, wanted = fields(order.get("shippingAddress")), _address(address)
        same = all(
            text(there.get(name)) == wanted[name] for name in ("address1", "address2", "city", "zip", "phone")
        )
        return same and text(there.get("name")) == address.name

    def _send_again(self, command: Replacement) -> Outcome:
        """Make an order for nothing; one that was begun before is gone on with."""
        draft = self._draft(command) or self._new_draft(command)
        sent = _sent(draft)
        if sent is None:
            done = self._do(_COMPLETE, "draftOrderComplete", id=text(draft.get("id")))
            sent = _sent(fields(done.get("draftOrder")))
        if sent is None:
            raise NoAnswer("Shopify does not say which order it became")
        return sent

    def _new_draft(self, command: Replacement) -> Fields:
        order = fields(self._api.ask(_AGAIN, {"id": _order(command)}).get("order"))
        variants = dict(_variants(order))
        if not all(variants.get(key) for key, _count in command.lines):
            raise Refusal("the shop does not sell this any more")
        address = dict(fields(order.get("shippingAddress")))
        address["countryCode"] = address.pop("countryCodeV2", None)
        made = {
            "note": command.note,
            "tags": [command.mark],
            "email": order.get("email"),
            "shippingAddress": address,
            "appliedDiscount": {"title": command.mark, "value": 100.0, "valueType": "PERCENTAGE"},
            "lineItems": [{"variantId": variants[key], "quantity": count} for key, count in command.lines],
        }
        return fields(self._do(_DRAFT, "draftOrderCreate", input=made).get("draftOrder"))

    def _draft(self, command: Replacement) -> Fields:
        found = fields(self._api.ask(_DRAFTS, {"query": f"tag:{command.mark}"}).get("draftOrders"))
        drafts = items(found.get("nodes"))
        return next((each for each in drafts if command.mark in (each.get("tags") or ())), {})


def _order(command: Command) -> str:
    return f"gid://shopify/Order/{command.order_key}"


def _ways_back(moves: list[Fields], command: Refund) -> Iterator[dict[str, Any]]:
    """Yield by which payments an amount goes back, no more by one than came by it and did not go back yet."""
    left = command.amount_minor
    for move in moves:
        if text(move.get("kind")) not in ("SALE", "CAPTURE") or text(move.get("status")) != "SUCCESS":
            continue
        here = min(left, _left_of(move, moves, command.currency))
        if here > 0:
            left -= here
            yield {
                "orderId": _order(command),
                "parentId": text(move.get("id")),
                "kind": "REFUND",
                "gateway": text(move.get("gateway")),
                "amount": _written(here, command.currency),
            }


def _left_of(move: Fields, moves: list[Fields], currency: str) -> int:
    back = (
        _amount(each, currency)
        for each in moves
        if text(each.get("kind")) == "REFUND"
        and text(each.get("status")) in ("SUCCESS", "PENDING")
        and text(fields(each.get("parentTransaction")).get("id")) == text(move.get("id"))
    )
    return _amount(move, currency) - sum(back)


def _amount(move: Fields, currency: str) -> int:
    return minor(fields(fields(move.get("amountSet")).get("shopMoney")).get("amount"), currency)


def _variants(order: Fields) -> Iterator[tuple[str, str]]:
    for line in items(fields(order.get("lineItems")).get("nodes")):
        variant = text(fields(line.get("variant")).get("legacyResourceId"))
        key = text(line.get("id")).rpartition("/")[2]
        yield key, f"gid://shopify/ProductVariant/{variant}" if variant else ""


def _sent(draft: Fields) -> Outcome | None:
    order = fields(draft.get("order"))
    return Outcome(text(order.get("legacyResourceId")), text(order.get("name"))) if order else None


def _address(address: AddressData) -> dict[str, str]:
    first, _space, last = address.name.partition(" ")
    return {
        "firstName": first,
        "lastName": last,
        "address1": address.lines[0] if address.lines else "",
        "address2": ", ".join(address.lines[1:]),
        "city": address.city,
        "province": address.region,
        "zip": address.pincode,
        "countryCode": address.country,
        "phone": address.phone,
    }


def _coupon(command: Coupon) -> dict[str, Any]:
    ends = datetime.combine(command.until, time(23, 59, 59), UTC)
    amount = {"amount": _written(command.amount_minor, command.currency), "appliesOnEachItem": False}
    return {
        "title": command.note,
        "code": command.code,
        "startsAt": f"{command.asked_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "endsAt": f"{ends:%Y-%m-%dT%H:%M:%SZ}",
        "usageLimit": 1,
        "context": {"all": "ALL"},
        "customerGets": {"value": {"discountAmount": amount}, "items": {"all": True}},
    }


def _written(amount_minor: int, currency: str) -> str:
    return str(Money(amount_minor, currency).amount())
