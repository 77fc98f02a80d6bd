"""What a shop with WooCommerce does when it is asked, each time that it is asked: it knows no keys."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

from saath.orders.connectors.stand_ins.server import Asked, Told
from saath.orders.connectors.stand_ins.woocommerce import WooCommerceStandIn, refused


def acting(shop: WooCommerceStandIn) -> WooCommerceStandIn:
    """Let a stand-in change its orders."""
    desk = _Desk(shop)
    shop.routes += [
        ("POST", r"/orders/(\d+)/refunds", desk.give_back),
        ("PUT", r"/orders/(\d+)", desk.change),
        ("POST", r"/orders", desk.make),
        ("POST", r"/orders/(\d+)/notes", desk.note),
        ("GET", r"/coupons", desk.coupons),
        ("POST", r"/coupons", desk.make_coupon),
    ]
    return shop


class _Desk:
    def __init__(self, shop: WooCommerceStandIn) -> None:
        self._shop = shop
        self._numbers = count(9001)
        self._coupons: list[dict[str, Any]] = []

    def give_back(self, asked: Asked, key: str) -> Told:
        order = self._shop.thing(self._shop.orders, key, "shop_order")
        given = self._shop.refunds.setdefault(key, [])
        back = sum(float(each["amount"]) for each in given)
        amount = float(asked.said["amount"])
        if amount <= 0 or back + amount > float(order["total"]) + 0.001:
            raise refused("woocommerce_rest_cannot_create_order_refund", "Invalid refund amount.", 500)
        at = self._changed(order)
        refund = {**asked.said, "id": next(self._numbers), "date_created_gmt": at}
        given.append(refund)
        told = {"id": refund["id"], "reason": refund["reason"], "total": f"-{refund['amount']}"}
        order["refunds"] = [*order["refunds"], told]
        return Told(refund, 201)

    def change(self, asked: Asked, key: str) -> Told:
        order = self._shop.thing(self._shop.orders, key, "shop_order")
        order.update(asked.said)
        self._changed(order)
        return Told(order)

    def make(self, asked: Asked, _key: str) -> Told:
        number = next(self._numbers)
        at = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S}"
        made = {
            **asked.said,
            "id": number,
            "number": str(number),
            "date_created_gmt": at,
            "date_modified_gmt": at,
        }
        self._shop.orders[str(number)] = {"total": "0.00", "currency": "INR", "refunds": [], **made}
        return Told(self._shop.orders[str(number)], 201)

    def note(self, asked: Asked, key: str) -> Told:
        order = self._shop.thing(self._shop.orders, key, "shop_order")
        order["notes"] = [*order.get("notes", []), asked.said]
        return Told({**asked.said, "id": next(self._numbers)}, 201)

    def coupons(self, asked: Asked, _key: str) -> Told:
        code = asked.params.get("code", "").lower()
        return self._shop.page(asked, [each for each in self._coupons if each["code"] == code])

    def make_coupon(self, asked: Asked, _key: str) -> Told:
        code = asked.said["code"].lower()
        if any(each["code"] == code for each in self._coupons):
            raise refused(
                "woocommerce_rest_coupon_code_already_exists", "The coupon code already exists", 400
            )
        made = {**asked.said, "code": code, "id": next(self._numbers)}
        self._coupons.append(made)
        return Told(made, 201)

    def _changed(self, order: dict[str, Any]) -> str:
        before = datetime.fromisoformat(order["date_modified_gmt"])
        order["date_modified_gmt"] = (
            f"{max(datetime.now(UTC).replace(tzinfo=None), before):%Y-%m-%dT%H:%M:%S}"
        )
        return str(order["date_modified_gmt"])
