"""A shop with WooCommerce that is none: REST API v3 with paging and keys, and signed webhooks that come once or never."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from saath.orders.connectors.proof import signature_of
from saath.orders.connectors.stand_ins.server import Asked, Failure, StandIn, Told, as_json, deliver, part_of

KEY = "ck_neelambari"
SECRET = "cs_neelambari"  # noqa: S105  # opens nothing but this stand-in
MOST_A_PAGE = 100
SHOPS_ZONE = ZoneInfo("Asia/Kolkata")
Route = Callable[[Asked, str], Told]


class WooCommerceStandIn(StandIn):
    """`orders` and `products` by id, as webhooks tell of them, `variations` by product, `refunds` by order, with their times.

    A path of the API is a line in `routes`: method, pattern behind `/wp-json/wc/v3`, and what answers:
    it is given the pattern's first group.
    """

    def __init__(self) -> None:
        super().__init__()
        self.consumer_key, self.consumer_secret = KEY, SECRET
        self.orders: dict[str, dict[str, Any]] = {}
        self.products: dict[str, dict[str, Any]] = {}
        self.variations: dict[str, list[dict[str, Any]]] = {}
        self.refunds: dict[str, list[dict[str, Any]]] = {}
        self.hooks: list[dict[str, Any]] = []
        self.routes: list[tuple[str, str, Route]] = [
            ("GET", r"/orders", self._list),
            ("GET", r"/orders/(\d+)", self._one),
            ("GET", r"/orders/(\d+)/refunds", self._refunds),
            ("GET", r"/products", self._list_products),
            ("GET", r"/products/(\d+)/variations", self._list_variations),
            ("GET", r"/webhooks", self._list_hooks),
            ("POST", r"/webhooks", self._add_hook),
            ("PUT", r"/webhooks/(\d+)", self._change_hook),
        ]

    def put(self, *orders: dict[str, Any]) -> None:
        """Have orders, in place of those of the same id."""
        self.orders.update({str(order["id"]): order for order in orders})

    def tell(self, url: str, topic: str, said: Any, *, secret: str) -> int:
        """Send a webhook, and return the status that it was answered with."""
        body = as_json(said)
        headers = {
            "Content-Type": "application/json",
            "X-WC-Webhook-Topic": topic,
            "X-WC-Webhook-Source": self.url,
            "X-WC-Webhook-Signature": signature_of(body, secret),
        }
        return deliver(url, body, headers)

    def answer(self, asked: Asked) -> Told:
        """Answer a request to the REST API."""
        if asked.path == "/wp-json/":
            return Told({"name": "Paanch Takiye", "url": self.url})
        self._check_keys(asked)
        for method, pattern, route in self.routes:
            found = re.fullmatch(rf"/wp-json/wc/v3{pattern}", asked.path)
            if found and method == asked.method:
                return route(asked, found.group(1) if found.groups() else "")
        raise refused("rest_no_route", "No route was found matching the URL and request method.", 404)

    def thing(self, things: Mapping[str, dict[str, Any]], key: str, kind: str) -> dict[str, Any]:
        """Return one of some things; raises Failure as the API has it."""
        if key not in things:
            raise refused(f"woocommerce_rest_{kind}_invalid_id", "Invalid ID.", 404)
        return things[key]

    def page(self, asked: Asked, found: list[dict[str, Any]]) -> Told:
        """Return the page of some things that is asked for, with how many there are."""
        size, page = int(asked.params.get("per_page", 10)), int(asked.params.get("page", 1))
        if not 0 < size <= MOST_A_PAGE:
            raise refused("rest_invalid_param", "Invalid parameter(s): per_page", 400)
        pages = -(-len(found) // size)
        headers = {"X-WP-Total": str(len(found)), "X-WP-TotalPages": str(pages)}
        return Told(part_of(found, page, size), headers=headers)

    def _check_keys(self, asked: Asked) -> None:
        written = base64.b64encode(f"{self.consumer_key}:{self.consumer_secret}".encode()).decode()
        if asked.headers.get("authorization") != f"Basic {written}":
            raise refused("woocommerce_rest_cannot_view", "Sorry, you cannot list resources.", 401)

    def _list(self, asked: Asked, _key: str) -> Told:
        return self._sorted(asked, list(self.orders.values()))

    def _list_products(self, asked: Asked, _key: str) -> Told:
        return self._sorted(asked, list(self.products.values()))

    def _list_variations(self, asked: Asked, key: str) -> Told:
        self.thing(self.products, key, "product")
        return self.page(asked, self.variations.get(key, []))

    def _sorted(self, asked: Asked, found: list[dict[str, Any]]) -> Told:
        if "modified_after" in asked.params:
            since = _compared(asked.params)
            found = [order for order in found if _changed(order) > since]
        by_change = asked.params.get("orderby") == "modified"
        found.sort(key=(lambda order: (_changed(order), order["id"])) if by_change else _placed)
        return self.page(asked, found if asked.params.get("order", "desc") == "asc" else found[::-1])

    def _one(self, _asked: Asked, key: str) -> Told:
        return Told(self.thing(self.orders, key, "shop_order"))

    def _refunds(self, asked: Asked, key: str) -> Told:
        self.thing(self.orders, key, "shop_order")
        return self.page(asked, self.refunds.get(key, []))

    def _list_hooks(self, asked: Asked, _key: str) -> Told:
        return self.page(asked, self.hooks)

    def _add_hook(self, asked: Asked, _key: str) -> Told:
        hook = {"status": "active", **asked.said, "id": len(self.hooks) + 1}
        self.hooks.append(hook)
        return Told(_without_secret(hook), 201)

    def _change_hook(self, asked: Asked, key: str) -> Told:
        hook = self.thing({str(each["id"]): each for each in self.hooks}, key, "shop_webhook")
        hook.update(asked.said)
        return Told(_without_secret(hook))


def refused(code: str, message: str, status: int) -> Failure:
    """Return a refusal as WordPress words it."""
    return Failure(Told({"code": code, "message": message, "data": {"status": status}}, status))


def _compared(params: Mapping[str, str]) -> datetime:
    """Return the time with which WordPress compares, trap included: a time with a zone becomes the shop's wall clock first."""
    said = datetime.fromisoformat(params["modified_after"])
    wall = said.astimezone(SHOPS_ZONE).replace(tzinfo=None) if said.tzinfo else said
    return wall.replace(tzinfo=UTC if params.get("dates_are_gmt") == "true" else SHOPS_ZONE)


def _without_secret(hook: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in hook.items() if name != "secret"}


def _changed(order: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(order["date_modified_gmt"]).replace(tzinfo=UTC)


def _placed(order: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(order["date_created_gmt"]).replace(tzinfo=UTC)
