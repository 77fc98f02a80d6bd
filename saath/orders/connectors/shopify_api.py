"""Shopify's GraphQL Admin API: orders in the order in which they changed, within its limits.

Every request has a price in points, and a shop's bucket of points fills up by so many a second; a page of orders that costs
more than one request may is asked for in halves. A shop gives out orders of the last 60 days unless it allows `read_all_orders`.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

from saath.orders.connectors import shopify_goods
from saath.orders.connectors.base import (
    Busy,
    Credentials,
    GoodsPage,
    NeedsReauth,
    NoAnswer,
    NotThere,
    Page,
    PlatformError,
    Refusal,
    Unreadable,
)
from saath.orders.connectors.calling import LONGEST_WAIT_SECONDS, call, origin_of
from saath.orders.connectors.reading import Fields, count, fields, items, text
from saath.orders.connectors.shopify import order_told
from saath.orders.connectors.shopify_nodes import ORDER, PARCELS, REFUNDS, all_of, more_of, nodes, order_said
from saath.orders.connectors.shopify_returns import returns_of
from saath.orders.connectors.shopify_token import AppToken
from saath.orders.data import OrderData

# Supported until July 2027; every version is for a year, and three months overlap.
VERSION = "2026-07"
ORDERS_AT_ONCE = 25
# The API gives out 25,000 things of one list; before that it is begun anew where it was left.
MOST_OF_ONE_LIST = 20_000
PATIENCE_SECONDS = 30.0
# Those that need a right of their own come last.
TOPICS = (
    "ORDERS_CREATE",
    "ORDERS_UPDATED",
    "ORDERS_CANCELLED",
    "FULFILLMENTS_CREATE",
    "FULFILLMENTS_UPDATE",
    "REFUNDS_CREATE",
    "APP_UNINSTALLED",
    "PRODUCTS_CREATE",
    "PRODUCTS_UPDATE",
    "PRODUCTS_DELETE",
)

_SHOP = re.compile(r"[a-z0-9][a-z0-9-]*\.myshopify\.com")
_READS_ORDERS = {"read_orders", "write_orders", "read_all_orders"}
_CHECK = "query Check { shop { name } currentAppInstallation { accessScopes { handle } } }"
_ONE = f"query One($id: ID!) {{ shop {{ myshopifyDomain }} order(id: $id) {{ {ORDER} }} }}"
_ORDERS = f"""
query Changed($first: Int!, $after: String, $query: String) {{
  shop {{ myshopifyDomain }}
  ordersCount(query: $query, limit: null) {{ count }}
  orders(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) {{
    nodes {{ {ORDER} }} pageInfo {{ hasNextPage endCursor }}
  }}
}}
"""
_HOOKS = """
query Hooks($after: String) {
  webhookSubscriptions(first: 100, after: $after) { nodes { topic uri } pageInfo { hasNextPage endCursor } }
}
"""
_SUBSCRIBE = """
mutation Subscribe($topic: WebhookSubscriptionTopic!, $hook: WebhookSubscriptionInput!) {
  webhookSubscriptionCreate(topic: $topic, webhookSubscription: $hook) {
    webhookSubscription { id } userErrors { message }
  }
}
"""


class TooDear(Refusal):
    """What is asked for costs more points than one request may."""


@dataclass(frozen=True, slots=True)
class _Place:
    """How far a list of orders has been read; `since` is "" for all of them."""

    since: str = ""
    after: str = ""
    seen: int = 0
    first: int = ORDERS_AT_ONCE


class ShopifyApi:
    """One shop at Shopify. `account` is its address there; `pause` waits for points."""

    CONNECTOR = "shopify"
    SIGNED_WITH = "client_secret"

    def __init__(
        self, account: str, credentials: Credentials, *, pause: Callable[[float], None] = time.sleep
    ) -> None:
        usual = f"https://{account}" if _SHOP.fullmatch(account) else ""
        self._origin = origin_of(account, usual=usual)
        self._token = AppToken(self._origin, credentials)
        if not self._origin:
            raise NeedsReauth(f"{account[:80]} is no address of a shop at Shopify")
        self._pause = pause

    def check(self) -> str:
        """Return the shop's name. Raises NeedsReauth where the token may not read orders."""
        said = self.ask(_CHECK)
        scopes = items(fields(said.get("currentAppInstallation")).get("accessScopes"))
        if not _READS_ORDERS & {text(each.get("handle")) for each in scopes}:
            raise NeedsReauth("read_orders is missing")
        return text(fields(said.get("shop")).get("name"))

    def orders_since(self, since: datetime | None, cursor: str = "") -> Page:
        """Return a page of orders by when they changed."""
        place = _Place(**json.loads(cursor)) if cursor else _Place(_written(since))
        said, place = self._fitting_page(place)
        found = fields(said.get("orders"))
        orders, unreadable = self._read(items(found.get("nodes")), said)
        return Page(orders, _behind(place, found), count(_counted(said)) - place.seen, unreadable)

    def order(self, key: str) -> OrderData:
        """Return one order as it is now."""
        said = self.ask(_ONE, {"id": f"gid://shopify/Order/{key}"})
        if not fields(said.get("order")):
            raise NotThere(f"there is no order {key[:40]}")
        orders, _unreadable = self._read([fields(said.get("order"))], said)
        if not orders:
            raise Refusal(f"order {key[:40]} cannot be understood")
        return orders[0]

    def products_since(self, since: datetime | None, cursor: str = "") -> GoodsPage:
        """Return a page of products by when they changed. Raises Refusal where the token may not read products."""
        return shopify_goods.products_since(self, since, cursor)

    def register_hooks(self, url: str, secret: str) -> None:
        """Subscribe to news of orders where that is not done yet; the app's own secret signs it."""
        known = {text(hook.get("topic")) for hook in self._hooks() if hook.get("uri") == url}
        for topic in TOPICS:
            if topic not in known:
                said = self.ask(_SUBSCRIBE, {"topic": topic, "hook": {"uri": url, "format": "JSON"}})
                check_done(said, "webhookSubscriptionCreate")

    def ask(self, query: str, variables: Mapping[str, Any] | None = None) -> Fields:
        """Return the data of an answer; waits for points, a little. Raises PlatformError; Busy says that nothing was done."""
        left = PATIENCE_SECONDS
        while True:
            said = self._post({"query": query, "variables": dict(variables or {})})
            wait = _wait_for_points(said)
            if wait is None:
                return _data(said)
            if wait > left:
                raise Busy("Throttled", seconds=wait)
            self._pause(wait)
            left -= wait

    def _post(self, asked: Mapping[str, Any]) -> Fields:
        """Return an answer; a day's token that ended before its time is asked for anew, once."""
        url = f"{self._origin}/admin/api/{VERSION}/graphql.json"
        try:
            answer = call("POST", url, headers={"X-Shopify-Access-Token": self._token.get()}, json=asked)
        except NeedsReauth:
            if not self._token.forget():
                raise
            answer = call("POST", url, headers={"X-Shopify-Access-Token": self._token.get()}, json=asked)
        return fields(answer.said)

    def _fitting_page(self, place: _Place) -> tuple[Fields, _Place]:
        """Return a page, of half as many orders as long as it is too dear, and the place with as many as fitted."""
        while True:
            query = f"updated_at:>='{place.since}'" if place.since else None
            try:
                asked = {"first": place.first, "after": place.after or None, "query": query}
                return self.ask(_ORDERS, asked), place
            except TooDear:
                if place.first == 1:
                    raise
                place = replace(place, first=place.first // 2)

    def _read(self, found: list[Fields], said: Fields) -> tuple[tuple[OrderData, ...], tuple[str, ...]]:
        domain = text(fields(said.get("shop")).get("myshopifyDomain"))
        orders, unreadable = [], []
        for node in found:
            try:
                told = order_told(order_said(self._whole(node)), domain)
                known = returns_of(self.ask, node, told_at=told.updated_at)
                orders.append(replace(told, returns=known))
            except Unreadable:
                unreadable.append(text(node.get("legacyResourceId"))[:80])
        return tuple(orders), tuple(unreadable)

    def _whole(self, order: Fields) -> Fields:
        """Return an order with what did not come with it."""
        whole = self._paged(order, "lineItems", "shippingLines")
        for name, most in (("fulfillments", PARCELS), ("refunds", REFUNDS)):
            if len(items(whole.get(name))) >= most:
                again = fields(self.ask(all_of(name), {"id": order.get("id")}).get("node"))
                whole = {**whole, name: again.get(name)}
        parcels = [self._paged(each, "fulfillmentLineItems") for each in items(whole.get("fulfillments"))]
        refunds = [
            self._paged(each, "refundLineItems", "transactions") for each in items(whole.get("refunds"))
        ]
        return {**whole, "fulfillments": parcels, "refunds": refunds}

    def _paged(self, thing: Fields, *names: str) -> Fields:
        whole = dict(thing)
        for name in names:
            come, info = nodes(thing, name), _info(thing, name)
            while info.get("hasNextPage"):
                asked = {"id": thing.get("id"), "after": info.get("endCursor")}
                more = fields(self.ask(more_of(name), asked).get("node"))
                come, info = come + nodes(more, name), _info(more, name)
            whole[name] = {"nodes": come}
        return whole

    def _hooks(self) -> list[Fields]:
        come: list[Fields] = []
        info: Fields = {"hasNextPage": True}
        while info.get("hasNextPage"):
            said = self.ask(_HOOKS, {"after": info.get("endCursor")})
            come, info = come + nodes(said, "webhookSubscriptions"), _info(said, "webhookSubscriptions")
        return come


def check_done(said: Fields, mutation: str) -> Fields:
    """Return what a mutation says of what it did. Raises Refusal with the words in which it did not do it."""
    done = fields(said.get(mutation))
    problems = [text(each.get("message")) for each in items(done.get("userErrors"))]
    if problems:
        raise Refusal("; ".join(problems)[:300])
    return done


def _data(said: Fields) -> Fields:
    problem = _problem(items(said.get("errors")))
    if problem is not None:
        raise problem
    return fields(said.get("data"))


def _problem(errors: list[Fields]) -> PlatformError | None:
    if not errors:
        return None
    codes = {text(fields(each.get("extensions")).get("code")) for each in errors}
    words = "; ".join(text(each.get("message")) for each in errors)[:300]
    if "MAX_COST_EXCEEDED" in codes:
        return TooDear(words)
    if codes & {"ACCESS_DENIED", "SHOP_INACTIVE"}:
        return NeedsReauth(words)
    return NoAnswer(words) if "INTERNAL_SERVER_ERROR" in codes else Refusal(words)


def _wait_for_points(said: Fields) -> float | None:
    """Return how many seconds it takes until there are points for a request that was not done, None where it was done."""
    errors = items(said.get("errors"))
    if not any(fields(each.get("extensions")).get("code") == "THROTTLED" for each in errors):
        return None
    cost = fields(fields(said.get("extensions")).get("cost"))
    status = fields(cost.get("throttleStatus"))
    missing = count(cost.get("requestedQueryCost")) - count(status.get("currentlyAvailable"))
    return min(max(missing / max(count(status.get("restoreRate")), 1), 1.0), LONGEST_WAIT_SECONDS)


def _behind(place: _Place, found: Fields) -> str:
    """Return where to go on, "" where there is nothing more."""
    info, come = fields(found.get("pageInfo")), items(found.get("nodes"))
    if not info.get("hasNextPage") or not come:
        return ""
    seen, last = place.seen + len(come), text(come[-1].get("updatedAt"))
    if seen >= MOST_OF_ONE_LIST and last > place.since:
        return json.dumps(asdict(_Place(last, first=place.first)))
    return json.dumps(asdict(replace(place, after=text(info.get("endCursor")), seen=seen)))


def _counted(said: Fields) -> Any:
    return fields(said.get("ordersCount")).get("count")


def _info(thing: Fields, name: str) -> Fields:
    return fields(fields(thing.get(name)).get("pageInfo"))


def _written(since: datetime | None) -> str:
    return since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if since is not None else ""
