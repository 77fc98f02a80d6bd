"""WooCommerce's REST API: orders in the order in which they changed, as its webhooks tell of them.

It answers with the same objects that it delivers, but for the times of refunds, which are asked for apart. WooCommerce 5.8 is
the first that knows when orders changed. Its keys go over https only.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlsplit

from saath.core.outside import is_listed
from saath.orders.connectors.base import (
    Credentials,
    GoodsPage,
    NeedsReauth,
    NoAnswer,
    Page,
    Refusal,
    Unreadable,
    told_secret,
)
from saath.orders.connectors.calling import Answer, call
from saath.orders.connectors.reading import Fields, fields, items, moment, text
from saath.orders.connectors.woocommerce import heard_of
from saath.orders.connectors.woocommerce_products import product_data
from saath.orders.data import OrderData

ORDERS_AT_ONCE = 50
MOST_AT_ONCE = 100
MOST_PAGES = 100
TOPICS = ("order.created", "order.updated", "product.created", "product.updated", "product.deleted")
_API = "/wp-json/wc/v3"
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class _Place:
    """How far a list of orders has been read: behind a second, and which page of what changed since."""

    after: str = ""
    page: int = 1


class WooCommerceApi:
    """One shop with WooCommerce. `account` is its address."""

    CONNECTOR = "woocommerce"
    SIGNED_WITH = ""

    def __init__(self, account: str, credentials: Credentials) -> None:
        self._base = _base_of(account)
        self._auth = told_secret(credentials, "consumer_key"), told_secret(credentials, "consumer_secret")

    def check(self) -> str:
        """Return the shop's name. Raises NeedsReauth where the key may not read orders."""
        self.ask("GET", "/orders", params={"per_page": 1})
        return text(fields(call("GET", f"{self._base}/wp-json/").said).get("name"))

    def orders_since(self, since: datetime | None, cursor: str = "") -> Page:
        """Return a page of orders by when they changed."""
        place = _Place(**json.loads(cursor)) if cursor else _Place(_behind(since))
        params: dict[str, str | int] = {
            "orderby": "modified",
            "order": "asc",
            "per_page": ORDERS_AT_ONCE,
            "page": place.page,
            # A time with a zone would be read as the shop's: this is UTC because of "dates_are_gmt" alone.
            "dates_are_gmt": "true",
        }
        if place.after:
            params["modified_after"] = place.after
        answer = self.ask("GET", "/orders", params=params)
        found = _listed(answer)
        orders, unreadable = self._read(found)
        return Page(orders, _next(place, found), _remaining(answer, place), unreadable)

    def products_since(self, since: datetime | None, cursor: str = "") -> GoodsPage:
        """Return a page of products by when they changed; the variations of each are asked for with it."""
        place = _Place(**json.loads(cursor)) if cursor else _Place(_behind(since))
        params: dict[str, str | int] = {
            "orderby": "modified",
            "order": "asc",
            "per_page": ORDERS_AT_ONCE,
            "page": place.page,
            "dates_are_gmt": "true",
        }
        if place.after:
            params["modified_after"] = place.after
        found = _listed(self.ask("GET", "/products", params=params))
        goods, unreadable = [], []
        for each in found:
            try:
                goods.append(product_data(each, self._variations(each)))
            except Unreadable:
                unreadable.append(text(each.get("id"))[:80])
        return GoodsPage(tuple(goods), _next(place, found), tuple(unreadable))

    def _variations(self, product: Fields) -> list[Fields] | None:
        if not text(product.get("type")).startswith("variable"):
            return None
        path = f"/products/{quote(text(product.get('id')), safe='')}/variations"
        return _listed(self.ask("GET", path, params={"per_page": MOST_AT_ONCE}))

    def order(self, key: str) -> OrderData:
        """Return one order as it is now."""
        said = fields(self.ask("GET", f"/orders/{quote(key, safe='')}").said)
        orders, _unreadable = self._read([said])
        if not orders:
            raise Refusal(f"order {key[:40]} cannot be understood")
        return orders[0]

    def register_hooks(self, url: str, secret: str) -> None:
        """Have news of orders and products delivered; a webhook that was switched off after failures is switched on again."""
        known = {text(hook.get("topic")): hook for hook in self._hooks() if hook.get("delivery_url") == url}
        for topic in TOPICS:
            wanted = {"topic": topic, "delivery_url": url, "secret": secret, "status": "active"}
            if topic in known:
                self.ask("PUT", f"/webhooks/{text(known[topic].get('id'))}", json=wanted)
            else:
                self.ask("POST", "/webhooks", json={"name": f"Saath {topic}", **wanted})

    def ask(
        self, method: str, path: str, *, params: Mapping[str, str | int] | None = None, json: Any = None
    ) -> Answer:
        """Ask the shop for something below its API. Raises PlatformError."""
        return call(method, f"{self._base}{_API}{path}", params=params, json=json, auth=self._auth)

    def all_of(self, path: str, **params: str) -> Iterator[Fields]:
        """Yield all of a list, page by page. Raises PlatformError; NoAnswer where it is no list, or has no end.

        A cache before a shop may answer every page with the first one.
        """
        for page in range(1, MOST_PAGES + 1):
            asked: dict[str, str | int] = {"per_page": MOST_AT_ONCE, "page": page, **params}
            come = _listed(self.ask("GET", path, params=asked))
            yield from come
            if len(come) < MOST_AT_ONCE:
                return
        raise NoAnswer("the list has no end")

    def _read(self, found: list[Fields]) -> tuple[tuple[OrderData, ...], tuple[str, ...]]:
        orders, unreadable = [], []
        for each in found:
            try:
                heard = heard_of(self._with_times(each))
            except Unreadable:
                unreadable.append(text(each.get("id"))[:80])
            else:
                orders += [heard] if isinstance(heard, OrderData) else []
        return tuple(orders), tuple(unreadable)

    def _with_times(self, order: Fields) -> Fields:
        """Return an order whose refunds say when they were made."""
        refunds = items(order.get("refunds"))
        if not refunds:
            return order
        path = f"/orders/{text(order.get('id'))}/refunds"
        told = _listed(self.ask("GET", path, params={"per_page": MOST_AT_ONCE}))
        made = {text(each.get("id")): each.get("date_created_gmt") for each in told}
        return {
            **order,
            "refunds": [{**each, "date_created_gmt": made.get(text(each.get("id")))} for each in refunds],
        }

    def _hooks(self) -> list[Fields]:
        return list(self.all_of("/webhooks"))


def _base_of(account: str) -> str:
    written = (account if "://" in account else f"https://{account}").rstrip("/")
    try:
        split = urlsplit(written)
        host = split.hostname or ""
    except ValueError:
        host = ""
    is_safe = split.scheme == "https" or is_listed(host) if host else False
    if not is_safe or split.username or split.query or split.fragment:
        raise NeedsReauth(f"{account[:80]} is no address that begins with https")
    return written


def _listed(answer: Answer) -> list[Fields]:
    if not isinstance(answer.said, list):
        raise NoAnswer("the answer is no list")
    return items(answer.said)


def _behind(since: datetime | None) -> str:
    """Return the second before a time, as the API takes it: it gives out what changed behind it."""
    return f"{(since - _SECOND).astimezone(UTC):%Y-%m-%dT%H:%M:%S}" if since is not None else ""


def _next(place: _Place, found: list[Fields]) -> str:
    """Return where to go on: behind the second before the last change, or, where all are of one second, the next page.

    Pages alone would not do: an order that changes moves to the end, and all behind it move up.
    """
    if len(found) < ORDERS_AT_ONCE:
        return ""
    after = _behind(moment(found[-1].get("date_modified_gmt")))
    further = _Place(after) if after > place.after else replace(place, page=place.page + 1)
    return json.dumps(asdict(further))


def _remaining(answer: Answer, place: _Place) -> int | None:
    total = answer.headers.get("x-wp-total", "")
    return max(int(total) - (place.page - 1) * ORDERS_AT_ONCE, 0) if total.isdecimal() else None
