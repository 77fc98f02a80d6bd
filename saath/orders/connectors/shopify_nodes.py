"""What is asked of Shopify's GraphQL Admin API about an order, and its answer in the names that webhooks use.

One reading of orders then does for both, so that an order is the same whether it was delivered or asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from saath.orders.connectors.reading import Fields, fields, items, text

# So many of each come with an order; what is beyond is asked for alone. Orders of the shop have three lines, seldom ten.
LINES, PIECES, PARCELS, REFUNDS = 10, 10, 3, 3

_MONEY = "{ shopMoney { amount } }"
_ADDRESS = (
    "{ name firstName lastName company address1 address2 city province provinceCode zip countryCodeV2 phone }"
)
_INFO = "pageInfo { hasNextPage endCursor }"
_PIECE = "quantity lineItem { id }"
_MOVE = f"kind status authorizationCode amountSet {_MONEY}"
_SHIPPING = f"originalPriceSet {_MONEY}"
_LINE = f"""
  id title name variantTitle sku quantity
  product {{ legacyResourceId }} variant {{ legacyResourceId }}
  originalUnitPriceSet {_MONEY} totalDiscountSet {_MONEY}
  discountAllocations {{ allocatedAmountSet {_MONEY} }} taxLines {{ priceSet {_MONEY} }}
"""
_PARCEL = f"""
  id legacyResourceId status displayStatus createdAt updatedAt
  trackingInfo {{ company number url }}
  fulfillmentLineItems(first: {PIECES}) {{ nodes {{ {_PIECE} }} {_INFO} }}
"""
_REFUND = f"""
  id legacyResourceId note createdAt processedAt
  refundLineItems(first: {PIECES}) {{ nodes {{ {_PIECE} }} {_INFO} }}
  transactions(first: {REFUNDS}) {{ nodes {{ {_MOVE} }} {_INFO} }}
"""
ORDER = f"""
  id legacyResourceId name createdAt processedAt updatedAt cancelledAt cancelReason confirmed currencyCode email phone
  displayFinancialStatus returnStatus paymentGatewayNames discountCodes
  totalPriceSet {_MONEY} totalDiscountsSet {_MONEY} totalTaxSet {_MONEY} totalOutstandingSet {_MONEY}
  customer {{
    legacyResourceId firstName lastName defaultEmailAddress {{ emailAddress }} defaultPhoneNumber {{ phoneNumber }}
  }}
  shippingAddress {_ADDRESS} billingAddress {_ADDRESS}
  lineItems(first: {LINES}) {{ nodes {{ {_LINE} }} {_INFO} }}
  shippingLines(first: 3) {{ nodes {{ {_SHIPPING} }} {_INFO} }}
  fulfillments(first: {PARCELS}) {{ {_PARCEL} }}
  refunds(first: {REFUNDS}) {{ {_REFUND} }}
"""
# Of what, what is asked for in a page of it, and how many at once, so that no page costs more than one request may.
_PAGED: Mapping[str, tuple[str, str, int]] = {
    "lineItems": ("Order", _LINE, 60),
    "shippingLines": ("Order", _SHIPPING, 60),
    "fulfillmentLineItems": ("Fulfillment", _PIECE, 200),
    "refundLineItems": ("Refund", _PIECE, 200),
    "transactions": ("Refund", _MOVE, 100),
}
_LISTED: Mapping[str, tuple[str, int]] = {"fulfillments": (_PARCEL, 35), "refunds": (_REFUND, 20)}


def more_of(name: str) -> str:
    """Return the query for the next page of what is paged in a thing."""
    kind, asked, most = _PAGED[name]
    page = f"{name}(first: {most}, after: $after) {{ nodes {{ {asked} }} {_INFO} }}"
    return f"query More($id: ID!, $after: String) {{ node(id: $id) {{ ... on {kind} {{ {page} }} }} }}"


def all_of(name: str) -> str:
    """Return the query for a list of an order which cannot be paged."""
    asked, most = _LISTED[name]
    return f"query All($id: ID!) {{ node(id: $id) {{ ... on Order {{ {name}(first: {most}) {{ {asked} }} }} }} }}"


def order_said(node: Fields) -> Fields:
    """Return an order as a webhook would tell of it."""
    return {
        "id": node.get("legacyResourceId"),
        "name": node.get("name"),
        "created_at": node.get("createdAt"),
        "processed_at": node.get("processedAt"),
        "updated_at": node.get("updatedAt"),
        "cancelled_at": node.get("cancelledAt"),
        "cancel_reason": _quietly(node.get("cancelReason")),
        "confirmed": node.get("confirmed"),
        "currency": node.get("currencyCode"),
        "email": node.get("email"),
        "phone": node.get("phone"),
        "financial_status": _quietly(node.get("displayFinancialStatus")),
        "payment_gateway_names": node.get("paymentGatewayNames"),
        "discount_codes": [{"code": code} for code in node.get("discountCodes") or ()],
        "total_price": _amount(node.get("totalPriceSet")),
        "total_discounts": _amount(node.get("totalDiscountsSet")),
        "total_tax": _amount(node.get("totalTaxSet")),
        "total_outstanding": _amount(node.get("totalOutstandingSet")),
        "customer": _customer(fields(node.get("customer"))),
        "shipping_address": _address(fields(node.get("shippingAddress"))),
        "billing_address": _address(fields(node.get("billingAddress"))),
        "line_items": [_line(each) for each in nodes(node, "lineItems")],
        "shipping_lines": [
            {"price": _amount(each.get("originalPriceSet"))} for each in nodes(node, "shippingLines")
        ],
        "fulfillments": [_parcel(each) for each in items(node.get("fulfillments"))],
        "refunds": [_refund(each) for each in items(node.get("refunds"))],
    }


def nodes(thing: Fields, name: str) -> list[Fields]:
    """Return what came of a paged list."""
    return items(fields(thing.get(name)).get("nodes"))


def number_of(gid: Any) -> str:
    """Return the number at the end of a global id, by which webhooks call the same thing."""
    return text(gid).rpartition("/")[2]


def _customer(customer: Fields) -> Fields:
    return {
        "id": customer.get("legacyResourceId"),
        "first_name": customer.get("firstName"),
        "last_name": customer.get("lastName"),
        "email": fields(customer.get("defaultEmailAddress")).get("emailAddress"),
        "phone": fields(customer.get("defaultPhoneNumber")).get("phoneNumber"),
    }


def _address(address: Fields) -> Fields:
    same = {
        name: address.get(name) for name in ("name", "company", "address1", "address2", "city", "province")
    }
    if not address:
        return {}
    return {
        **same,
        "first_name": address.get("firstName"),
        "last_name": address.get("lastName"),
        "province_code": address.get("provinceCode"),
        "zip": address.get("zip"),
        "country_code": address.get("countryCodeV2"),
        "phone": address.get("phone"),
    }


def _line(line: Fields) -> Fields:
    return {
        "id": number_of(line.get("id")),
        "title": line.get("title"),
        "name": line.get("name"),
        "variant_title": line.get("variantTitle"),
        "sku": line.get("sku"),
        "quantity": line.get("quantity"),
        "product_id": fields(line.get("product")).get("legacyResourceId"),
        "variant_id": fields(line.get("variant")).get("legacyResourceId"),
        "price": _amount(line.get("originalUnitPriceSet")),
        "total_discount": _amount(line.get("totalDiscountSet")),
        "discount_allocations": [
            {"amount": _amount(each.get("allocatedAmountSet"))}
            for each in items(line.get("discountAllocations"))
        ],
        "tax_lines": [{"price": _amount(each.get("priceSet"))} for each in items(line.get("taxLines"))],
    }


def _parcel(parcel: Fields) -> Fields:
    told = items(parcel.get("trackingInfo"))
    first = told[0] if told else {}
    return {
        "id": parcel.get("legacyResourceId"),
        "status": _quietly(parcel.get("status")),
        "shipment_status": _quietly(parcel.get("displayStatus")),
        "created_at": parcel.get("createdAt"),
        "updated_at": parcel.get("updatedAt"),
        "tracking_company": first.get("company"),
        "tracking_number": first.get("number"),
        "tracking_url": first.get("url"),
        "line_items": [
            {"id": number_of(fields(each.get("lineItem")).get("id")), "quantity": each.get("quantity")}
            for each in nodes(parcel, "fulfillmentLineItems")
        ],
    }


def _refund(refund: Fields) -> Fields:
    return {
        "id": refund.get("legacyResourceId"),
        "created_at": refund.get("createdAt"),
        "processed_at": refund.get("processedAt"),
        "note": refund.get("note"),
        "refund_line_items": [
            {
                "line_item_id": number_of(fields(each.get("lineItem")).get("id")),
                "quantity": each.get("quantity"),
            }
            for each in nodes(refund, "refundLineItems")
        ],
        "transactions": [
            {
                "kind": _quietly(each.get("kind")),
                "status": _quietly(each.get("status")),
                "amount": _amount(each.get("amountSet")),
                "authorization": each.get("authorizationCode"),
            }
            for each in nodes(refund, "transactions")
        ],
    }


def _amount(several: Any) -> Any:
    """Return an amount in the shop's currency, which webhooks tell too."""
    return fields(fields(several).get("shopMoney")).get("amount")


def _quietly(word: Any) -> str:
    """Return a word of the API as webhooks write it."""
    return text(word).lower()
