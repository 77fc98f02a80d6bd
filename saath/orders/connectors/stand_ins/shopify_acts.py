"""What a shop at Shopify does when it is asked: money goes back by the way that it came, once for a key."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import count
from typing import Any

from saath.orders.connectors.stand_ins.graphql import Connection
from saath.orders.connectors.stand_ins.shopify import Root, ShopifyStandIn
from saath.orders.connectors.stand_ins.shopify_nodes import gid
from saath.orders.connectors.stand_ins.shopify_returns import Returns

Args = Mapping[str, Any]
_NAMES = {
    "address1": "address1",
    "address2": "address2",
    "city": "city",
    "province": "province",
    "zip": "zip",
}


def acting(shop: ShopifyStandIn) -> ShopifyStandIn:
    """Let a stand-in change its orders."""
    shop.roots |= _Desk(shop).roots | Returns(shop).roots
    return shop


class _Desk:
    def __init__(self, shop: ShopifyStandIn) -> None:
        self._shop = shop
        self._numbers = count(9001)
        self._coupons: dict[str, str] = {}
        self._keys: dict[str, dict[str, Any]] = {}
        self._drafts: dict[str, dict[str, Any]] = {}
        self.roots: dict[str, Root] = {
            "refundCreate": self._give_back,
            "orderCancel": self._cancel,
            "orderUpdate": self._move,
            "discountCodeBasicCreate": self._make_coupon,
            "codeDiscountNodeByCode": self._coupon,
            "draftOrders": lambda _args: Connection(
                list(self._drafts.values()), lambda each: str(each["id"])
            ),
            "draftOrderCreate": self._draft,
            "draftOrderComplete": self._complete,
        }

    def _give_back(self, args: Args) -> dict[str, Any]:
        given = args["input"]
        order = self._order(given["orderId"])
        key = args["@idempotent"]["key"]
        before = self._keys.get(key)
        if before is None:
            amount = sum(float(each["amount"]) for each in given["transactions"])
            back = sum(float(move["amount"]) for each in order["refunds"] for move in each["transactions"])
            if back + amount > float(order["total_price"]) + 0.001:
                return {"refund": None, "userErrors": [{"message": "Refund amount is more than is left"}]}
            before = self._keys[key] = self._refund(order, given, amount)
        number = before["id"]
        return {"refund": {"id": gid("Refund", number), "legacyResourceId": str(number)}, "userErrors": []}

    def _refund(self, order: dict[str, Any], given: Args, amount: float) -> dict[str, Any]:
        lines = [
            {"line_item_id": int(each["lineItemId"].rpartition("/")[2]), "quantity": each["quantity"]}
            for each in given["refundLineItems"]
        ]
        move = {"kind": "refund", "status": "success", "amount": f"{amount:.2f}"}
        at = self._changed(order)
        made = {"id": next(self._numbers), "created_at": at, "note": given["note"]}
        order["refunds"].append({**made, "refund_line_items": lines, "transactions": [move]})
        return made

    def _cancel(self, args: Args) -> dict[str, Any]:
        order = self._order(args["orderId"])
        if order["cancelled_at"]:
            return {"job": None, "orderCancelUserErrors": [{"message": "Order has already been cancelled"}]}
        order["cancelled_at"] = self._changed(order)
        return {"job": {"id": gid("Job", next(self._numbers))}, "orderCancelUserErrors": []}

    def _move(self, args: Args) -> dict[str, Any]:
        order, address = self._order(args["input"]["id"]), args["input"]["shippingAddress"]
        name = f"{address['firstName']} {address['lastName']}".strip()
        there = {ours: address[theirs] for ours, theirs in _NAMES.items()}
        order["shipping_address"] = {
            **there,
            "name": name,
            "country_code": address["countryCode"],
            "phone": address["phone"],
        }
        self._changed(order)
        return {"order": {"legacyResourceId": str(order["id"])}, "userErrors": []}

    def _make_coupon(self, args: Args) -> dict[str, Any]:
        code = args["basicCodeDiscount"]["code"]
        if code in self._coupons:
            return {"codeDiscountNode": None, "userErrors": [{"message": "Code must be unique"}]}
        self._coupons[code] = gid("DiscountCodeNode", next(self._numbers))
        return {"codeDiscountNode": {"id": self._coupons[code]}, "userErrors": []}

    def _coupon(self, args: Args) -> dict[str, Any] | None:
        return {"id": self._coupons[args["code"]]} if args["code"] in self._coupons else None

    def _draft(self, args: Args) -> dict[str, Any]:
        made = {"id": gid("DraftOrder", next(self._numbers)), "tags": args["input"]["tags"], "order": None}
        self._drafts[made["id"]] = made
        return {"draftOrder": made, "userErrors": []}

    def _complete(self, args: Args) -> dict[str, Any]:
        draft = self._drafts[args["id"]]
        if draft["order"]:
            return {"draftOrder": None, "userErrors": [{"message": "This order has been paid"}]}
        number = next(self._numbers)
        draft["order"] = {"legacyResourceId": str(number), "name": f"#{number}"}
        return {"draftOrder": draft, "userErrors": []}

    def _order(self, wanted: str) -> dict[str, Any]:
        return self._shop.orders[wanted.rpartition("/")[2]]

    def _changed(self, order: dict[str, Any]) -> str:
        at = max(datetime.now(UTC), datetime.fromisoformat(order["updated_at"])).isoformat()
        order["updated_at"] = at
        return at
