"""What the GraphQL Admin API says of a product that a webhook tells of: the same, by other names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from saath.orders.connectors.stand_ins.graphql import Connection

Rest = Mapping[str, Any]


def product_node(product: Rest) -> dict[str, Any]:
    """Return a product as the API gives it out."""
    pictures = {each["id"]: each["src"] for each in product.get("images") or ()}
    names = [each["name"] for each in product.get("options") or ()]
    kinds = [_variant_node(each) for each in product.get("variants") or ()]
    return {
        "legacyResourceId": str(product["id"]),
        "title": product.get("title"),
        "descriptionHtml": product.get("body_html"),
        "productType": product.get("product_type"),
        "tags": [each.strip() for each in (product.get("tags") or "").split(",")],
        "handle": product.get("handle"),
        "status": str(product.get("status", "active")).upper(),
        "publishedAt": product.get("published_at"),
        "updatedAt": product["updated_at"],
        "featuredImage": {"url": next(iter(pictures.values()), None)},
        "options": [{"name": name} for name in names],
        "variants": Connection(kinds, lambda kind: f"{kind['legacyResourceId']:>20}"),
    }


def _variant_node(variant: Rest) -> dict[str, Any]:
    return {
        "legacyResourceId": str(variant["id"]),
        "title": variant.get("title"),
        "price": variant.get("price"),
        "compareAtPrice": variant.get("compare_at_price"),
        "sku": variant.get("sku"),
        "inventoryPolicy": str(variant.get("inventory_policy", "deny")).upper(),
        "inventoryQuantity": variant.get("inventory_quantity", 0),
        "inventoryItem": {"tracked": bool(variant.get("inventory_management"))},
    }
