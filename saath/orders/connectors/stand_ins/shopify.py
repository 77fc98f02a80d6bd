"""A shop at Shopify that is none: GraphQL Admin API with its bucket of points, and signed webhooks.

Orders are held as their webhooks tell of them; what the API answers is made of that, so both say the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from time import monotonic
from typing import Any
from urllib.parse import parse_qsl
from uuid import uuid4

from saath.orders.connectors.proof import signature_of
from saath.orders.connectors.stand_ins.graphql import (
    Connection,
    GraphQLFault,
    Operation,
    cut_out,
    read_operation,
)
from saath.orders.connectors.stand_ins.server import Asked, Failure, StandIn, Told, as_json, deliver
from saath.orders.connectors.stand_ins.shopify_goods import product_node
from saath.orders.connectors.stand_ins.shopify_nodes import gid, order_node

TOKEN = "shpat-neelambari"  # noqa: S105  # opens nothing but this stand-in
APP = "app-neelambari"
SECRET = "shpss-neelambari"  # noqa: S105  # signs nothing but what this stand-in sends
MOST_COST = 1000
Root = Callable[[Mapping[str, Any]], Any]


class ShopifyStandIn(StandIn):
    """`orders` and `products` by id, as webhooks tell of them; who changes one raises its "updated_at" and calls `tell`.

    A field of the schema's root is a line in `roots`: it gets its arguments, and returns plain objects.
    """

    def __init__(self, *, domain: str = "paanch-takiye.myshopify.com", restore_rate: float = 100) -> None:
        super().__init__()
        self.domain = domain
        self.token = TOKEN
        self.secret = SECRET
        self.orders: dict[str, dict[str, Any]] = {}
        self.products: dict[str, dict[str, Any]] = {}
        self.scopes = ["read_orders", "read_customers"]
        self.may_read_returns = True
        self.hooks: list[dict[str, str]] = []
        self.bucket, self.restore_rate, self._available, self._at = 2000.0, restore_rate, 2000.0, monotonic()
        self.roots: dict[str, Root] = {
            "shop": lambda _args: {"name": "Paanch Takiye", "myshopifyDomain": self.domain},
            "currentAppInstallation": lambda _args: {
                "accessScopes": [{"handle": handle} for handle in self.scopes]
            },
            "orders": self._orders,
            "ordersCount": lambda args: {"count": len(self._found(args)), "precision": "EXACT"},
            "products": self._products,
            "order": lambda args: self._order(args["id"]),
            "node": lambda args: self.node(args["id"]),
            "webhookSubscriptions": self._hooks,
            "webhookSubscriptionCreate": self._subscribe,
        }

    def put(self, *orders: dict[str, Any]) -> None:
        """Have orders, in place of those of the same id."""
        self.orders.update({str(order["id"]): order for order in orders})

    def drain(self, *, available: float = 0) -> None:
        """Leave so many points in the bucket."""
        self._available, self._at = available, monotonic()

    def tell(self, url: str, topic: str, said: Any) -> int:
        """Send a webhook, and return the status that it was answered with."""
        body = as_json(said)
        headers = {
            "Content-Type": "application/json",
            "X-Shopify-Topic": topic,
            "X-Shopify-Shop-Domain": self.domain,
            "X-Shopify-Event-Id": str(uuid4()),
            "X-Shopify-Webhook-Id": str(uuid4()),
            "X-Shopify-Hmac-SHA256": signature_of(body, self.secret),
        }
        return deliver(url, body, headers)

    def answer(self, asked: Asked) -> Told:
        """Answer a request to the Admin API."""
        if asked.path == "/admin/oauth/access_token":
            return self._grant(asked)
        if asked.headers.get("x-shopify-access-token") != self.token:
            raise Failure(Told({"errors": "[API] Invalid API key or access token"}, 401))
        if not (asked.path.startswith("/admin/api/") and asked.path.endswith("/graphql.json")):
            raise Failure(Told({"errors": "Not Found"}, 404))
        said = asked.said
        try:
            operation = read_operation(said["query"], said.get("variables") or {})
            return self._within_limits(operation)
        except GraphQLFault as fault:
            return Told({"errors": [{"message": str(fault)}]})

    def _grant(self, asked: Asked) -> Told:
        """Give an app that proves itself another token, and take no older one any more."""
        said = dict(parse_qsl(asked.body.decode()))
        app = said.get("client_id"), said.get("client_secret")
        if said.get("grant_type") != "client_credentials" or app != (APP, self.secret):
            raise Failure(Told({"error": "invalid_client"}, 400))
        self.token = f"shpat-{uuid4()}"
        return Told({"access_token": self.token, "scope": ",".join(self.scopes), "expires_in": 86399})

    def node(self, wanted: str) -> dict[str, Any] | None:
        """Return an order, or a part of one, by its global id."""
        parts = [self._node(order) for order in self.orders.values()]
        parts += [part for order in parts for name in ("fulfillments", "refunds") for part in order[name]]
        return next((part for part in parts if part["id"] == wanted), None)

    def _within_limits(self, operation: Operation) -> Told:
        cost = operation.cost
        if not self.may_read_returns and _asks_for_returns(operation):
            denied = {"message": "Access denied for returns field", "extensions": {"code": "ACCESS_DENIED"}}
            return Told({"errors": [denied]})
        if cost > MOST_COST:
            code = {"code": "MAX_COST_EXCEEDED", "cost": cost, "maxCost": MOST_COST}
            return Told({"errors": [{"message": "Query cost is too high", "extensions": code}]})
        now = monotonic()
        self._available = min(self.bucket, self._available + (now - self._at) * self.restore_rate)
        self._at = now
        if cost > self._available:
            errors = [{"message": "Throttled", "extensions": {"code": "THROTTLED"}}]
            return Told({"errors": errors, "extensions": self._cost(cost, None)})
        self._available -= cost
        return Told({"data": self._data(operation), "extensions": self._cost(cost, cost)})

    def _cost(self, requested: int, actual: int | None) -> dict[str, Any]:
        status = {
            "maximumAvailable": self.bucket,
            "currentlyAvailable": int(self._available),
            "restoreRate": self.restore_rate,
        }
        return {
            "cost": {"requestedQueryCost": requested, "actualQueryCost": actual, "throttleStatus": status}
        }

    def _data(self, operation: Operation) -> dict[str, Any]:
        found = {}
        for each in operation.fields:
            if each.name not in self.roots:
                raise GraphQLFault(f"Field '{each.name}' doesn't exist on type 'QueryRoot'")
            value = self.roots[each.name](each.arguments)
            found[each.alias] = cut_out({each.name: value, "__typename": "QueryRoot"}, (each,))[each.alias]
        return found

    def _orders(self, args: Mapping[str, Any]) -> Connection:
        nodes = [self._node(order) for order in self._found(args)]
        return Connection(nodes, lambda node: f"{node['updatedAt']}|{node['legacyResourceId']:>20}")

    def _products(self, args: Mapping[str, Any]) -> Connection:
        found = _since(args, self.products)
        return Connection(
            [product_node(product) for product in found],
            lambda node: f"{node['updatedAt']}|{node['legacyResourceId']:>20}",
        )

    def _found(self, args: Mapping[str, Any]) -> list[dict[str, Any]]:
        return _since(args, self.orders)

    def _order(self, wanted: str) -> dict[str, Any] | None:
        order = self.orders.get(wanted.rpartition("/")[2])
        return self._node(order) if order is not None else None

    def _node(self, order: dict[str, Any]) -> dict[str, Any]:
        return order_node(order)

    def _hooks(self, _args: Mapping[str, Any]) -> Connection:
        return Connection(self.hooks, lambda hook: f"{hook['id']:>60}")

    def _subscribe(self, args: Mapping[str, Any]) -> dict[str, Any]:
        uri, topic = args["webhookSubscription"]["uri"], args["topic"]
        if any((hook["uri"], hook["topic"]) == (uri, topic) for hook in self.hooks):
            problem = {"field": ["webhookSubscription", "uri"], "message": "has already been taken"}
            return {"webhookSubscription": None, "userErrors": [problem]}
        hook = {"id": gid("WebhookSubscription", len(self.hooks) + 1), "topic": topic, "uri": uri}
        self.hooks.append(hook)
        return {"webhookSubscription": hook, "userErrors": []}


def _asks_for_returns(operation: Operation) -> bool:
    return any(part.name == "returns" for each in operation.fields for part in each.fields)


def _changed(order: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(order["updated_at"]).astimezone(UTC)


def _since(args: Mapping[str, Any], things: Mapping[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the things that changed since the time in `query`, the longest unchanged first."""
    since = datetime.min.replace(tzinfo=UTC)
    with suppress(IndexError, ValueError):
        since = datetime.fromisoformat((args.get("query") or "").split("updated_at:>=")[1].strip("'\""))
    found = [thing for thing in things.values() if _changed(thing) >= since]
    return sorted(found, key=lambda thing: (_changed(thing), f"{thing['id']:>20}"))
