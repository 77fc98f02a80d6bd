"""Products of Shopify's Admin API in the names of its webhooks, so that one reading serves both."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, Protocol

from saath.orders.connectors.base import GoodsPage, Unreadable
from saath.orders.connectors.reading import Fields, fields, items, listed, text
from saath.orders.connectors.shopify_nodes import nodes
from saath.orders.connectors.shopify_products import product_data

# With their kinds, so many cost what one request may. Of a product with more kinds the others stay as webhooks told them.
PRODUCTS_AT_ONCE, KINDS_AT_ONCE = 8, 50
_PRODUCTS = f"""
query Goods($first: Int!, $after: String, $query: String) {{
  shop {{ myshopifyDomain }}
  products(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) {{
    nodes {{
      legacyResourceId title descriptionHtml productType tags handle status publishedAt updatedAt
      featuredImage {{ url }}
      options {{ name }}
      variants(first: {KINDS_AT_ONCE}) {{
        nodes {{
          legacyResourceId title price compareAtPrice sku inventoryPolicy inventoryQuantity
          inventoryItem {{ tracked }}
        }}
        pageInfo {{ hasNextPage }}
      }}
    }}
    pageInfo {{ hasNextPage endCursor }}
  }}
}}
"""


class Asks(Protocol):
    """What asks the shop's API."""

    def ask(self, query: str, variables: Any = None) -> Fields:
        """Return the data of an answer."""
        ...


def products_since(api: Asks, since: datetime | None, cursor: str) -> GoodsPage:
    """Return a page of the products that changed since a time, the longest unchanged first."""
    place = json.loads(cursor) if cursor else {"since": _written(since), "after": ""}
    query = f"updated_at:>='{place['since']}'" if place["since"] else None
    said = api.ask(_PRODUCTS, {"first": PRODUCTS_AT_ONCE, "after": place["after"] or None, "query": query})
    found, domain = fields(said.get("products")), text(fields(said.get("shop")).get("myshopifyDomain"))
    info = fields(found.get("pageInfo"))
    behind = json.dumps({**place, "after": text(info.get("endCursor"))}) if info.get("hasNextPage") else ""
    goods, unreadable = [], []
    for node in items(found.get("nodes")):
        try:
            goods.append(product_data(product_said(node), domain))
        except Unreadable:
            unreadable.append(text(node.get("legacyResourceId"))[:80])
    return GoodsPage(tuple(goods), behind, tuple(unreadable))


def product_said(node: Fields) -> Fields:
    """Return a product in the names of webhooks; one with more kinds than one request gives out says that it is not whole."""
    names = items(node.get("options"))
    return {
        "id": node.get("legacyResourceId"),
        "title": node.get("title"),
        "body_html": node.get("descriptionHtml"),
        "product_type": node.get("productType"),
        "tags": listed(node.get("tags")),
        "handle": node.get("handle"),
        "status": text(node.get("status")).lower(),
        "published_at": node.get("publishedAt"),
        "updated_at": node.get("updatedAt"),
        "options": node.get("options"),
        "image": {"src": fields(node.get("featuredImage")).get("url")},
        "variants": [_kind_said(each, len(names)) for each in nodes(node, "variants")],
        "has_more_variants": fields(fields(node.get("variants")).get("pageInfo")).get("hasNextPage") is True,
    }


def _kind_said(node: Fields, options: int) -> Fields:
    """Return a kind; its title is what was chosen of each option, so that asking for these would only cost points."""
    chosen = text(node.get("title")).split(" / ")
    is_tracked = fields(node.get("inventoryItem")).get("tracked") is True
    return {
        "id": node.get("legacyResourceId"),
        "title": node.get("title"),
        "price": node.get("price"),
        "compare_at_price": node.get("compareAtPrice"),
        "sku": node.get("sku"),
        "inventory_policy": text(node.get("inventoryPolicy")).lower(),
        "inventory_quantity": node.get("inventoryQuantity"),
        "inventory_management": "shopify" if is_tracked else None,
        **(
            {f"option{place}": value for place, value in enumerate(chosen, start=1)}
            if len(chosen) == options
            else {}
        ),
    }


def _written(since: datetime | None) -> str:
    return since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if since is not None else ""
