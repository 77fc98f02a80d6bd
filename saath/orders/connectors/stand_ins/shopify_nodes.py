"""What the GraphQL Admin API says of an order that a webhook tells of: the same, by other names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from saath.orders.connectors.stand_ins.graphql import Connection

Rest = Mapping[str, Any]
# Where a parcel stands, where the platform's two lists of words differ.
_DISPLAYED = {None: "FULFILLED"}


def gid(kind: str, number: Any) -> str:
    """Return the global id of a thing."""
    return f"gid://shopify/{kind}/{number}"


def order_node(order: Rest) -> dict[str, Any]:
    """Return an order as the API gives it out."""
    return {
        "__typename": "Order",
        "id": gid("Order", order["id"]),
        "legacyResourceId": str(order["id"]),
        "name": order.get("name"),
        "createdAt": _time(order.get("created_at")),
        "processedAt": _time(order.get("processed_at")),
        "updatedAt": _time(order.get("updated_at")),
        "cancelledAt": _time(order.get("cancelled_at")),
        "cancelReason": _shout(order.get("cancel_reason")),
        "confirmed": bool(order.get("confirmed")),
        "currencyCode": order.get("currency"),
        "email": order.get("email"),
        "phone": order.get("phone"),
        "note": order.get("note"),
        "displayFinancialStatus": _shout(order.get("financial_status")),
        "paymentGatewayNames": list(order.get("payment_gateway_names") or ()),
        "discountCodes": [each["code"] for each in order.get("discount_codes") or ()],
        "totalPriceSet": _money(order.get("total_price"), order),
        "totalDiscountsSet": _money(order.get("total_discounts"), order),
        "totalTaxSet": _money(order.get("total_tax"), order),
        "totalOutstandingSet": _money(order.get("total_outstanding"), order),
        "customer": _customer(order.get("customer")),
        "shippingAddress": _address(order.get("shipping_address")),
        "billingAddress": _address(order.get("billing_address")),
        "lineItems": in_pages([_line(each, order) for each in order.get("line_items") or ()]),
        "shippingLines": in_pages([_shipping(each, order) for each in order.get("shipping_lines") or ()]),
        "fulfillments": [_parcel(each) for each in order.get("fulfillments") or ()],
        "refunds": [_refund(each, order) for each in order.get("refunds") or ()],
        "transactions": list(_moves(order)),
        "returnStatus": "IN_PROGRESS" if order.get("returns") else "NO_RETURN",
        "returns": in_pages([_returned(each) for each in order.get("returns") or ()]),
    }


def _moves(order: Rest) -> Iterator[dict[str, Any]]:
    """Yield the money that came, and that which went back."""
    came = gid("OrderTransaction", order["id"])
    if order.get("financial_status") in ("paid", "partially_refunded", "refunded"):
        gateway = (order.get("payment_gateway_names") or ("",))[0]
        told = {"kind": "SALE", "status": "SUCCESS", "gateway": gateway, "parentTransaction": None}
        yield {"id": came, "amountSet": _money(order.get("total_price"), order), **told}
    for refund in order.get("refunds") or ():
        for place, each in enumerate(refund.get("transactions") or ()):
            yield {
                "id": gid("OrderTransaction", f"{refund['id']}{place}"),
                "kind": "REFUND",
                "status": _shout(each.get("status")),
                "gateway": None,
                "amountSet": _money(_shops(each), order),
                "parentTransaction": {"id": came},
            }


def _customer(customer: Rest | None) -> dict[str, Any] | None:
    if customer is None:
        return None
    email, phone = customer.get("email"), customer.get("phone")
    return {
        "__typename": "Customer",
        "id": gid("Customer", customer["id"]),
        "legacyResourceId": str(customer["id"]),
        "firstName": customer.get("first_name"),
        "lastName": customer.get("last_name"),
        "defaultEmailAddress": {"emailAddress": email} if email else None,
        "defaultPhoneNumber": {"phoneNumber": phone} if phone else None,
    }


def _address(address: Rest | None) -> dict[str, Any] | None:
    if address is None:
        return None
    names = {
        "name": "name",
        "firstName": "first_name",
        "lastName": "last_name",
        "company": "company",
        "address1": "address1",
        "address2": "address2",
        "city": "city",
        "province": "province",
        "provinceCode": "province_code",
        "zip": "zip",
        "countryCodeV2": "country_code",
        "phone": "phone",
    }
    return {"__typename": "MailingAddress", **{ours: address.get(theirs) for ours, theirs in names.items()}}


def _line(line: Rest, order: Rest) -> dict[str, Any]:
    product, variant = line.get("product_id"), line.get("variant_id")
    return {
        "__typename": "LineItem",
        "id": gid("LineItem", line["id"]),
        "title": line.get("title"),
        "name": line.get("name") or line.get("title"),
        "variantTitle": line.get("variant_title"),
        "sku": line.get("sku"),
        "quantity": line.get("quantity"),
        "product": {"legacyResourceId": str(product)} if product else None,
        "variant": {"legacyResourceId": str(variant)} if variant else None,
        "originalUnitPriceSet": _money(line.get("price"), order),
        "totalDiscountSet": _money(line.get("total_discount"), order),
        "discountAllocations": [
            {"allocatedAmountSet": _money(_shops(each), order)}
            for each in line.get("discount_allocations") or ()
        ],
        "taxLines": [{"priceSet": _money(each.get("price"), order)} for each in line.get("tax_lines") or ()],
    }


def _shipping(line: Rest, order: Rest) -> dict[str, Any]:
    return {"title": line.get("title"), "originalPriceSet": _money(line.get("price"), order)}


def _parcel(parcel: Rest) -> dict[str, Any]:
    numbers = parcel.get("tracking_numbers") or [parcel.get("tracking_number")]
    status = _shout(parcel.get("status"))
    moved = parcel.get("shipment_status")
    told = [
        {"company": parcel.get("tracking_company"), "number": number, "url": parcel.get("tracking_url")}
        for number in numbers
        if number or parcel.get("tracking_company")
    ]
    return {
        "__typename": "Fulfillment",
        "id": gid("Fulfillment", parcel["id"]),
        "legacyResourceId": str(parcel["id"]),
        "status": status,
        "displayStatus": _shout(moved) or _DISPLAYED.get(moved),
        "createdAt": _time(parcel.get("created_at")),
        "updatedAt": _time(parcel.get("updated_at")),
        "trackingInfo": told,
        "fulfillmentLineItems": in_pages(
            [
                {"lineItem": {"id": gid("LineItem", each["id"])}, "quantity": each.get("quantity")}
                for each in parcel.get("line_items") or ()
            ]
        ),
    }


def _refund(refund: Rest, order: Rest) -> dict[str, Any]:
    return {
        "__typename": "Refund",
        "id": gid("Refund", refund["id"]),
        "legacyResourceId": str(refund["id"]),
        "createdAt": _time(refund.get("created_at")),
        "processedAt": _time(refund.get("processed_at") or refund.get("created_at")),
        "note": refund.get("note"),
        "refundLineItems": in_pages(
            [
                {"lineItem": {"id": gid("LineItem", each["line_item_id"])}, "quantity": each.get("quantity")}
                for each in refund.get("refund_line_items") or ()
            ]
        ),
        "transactions": in_pages(
            [
                {
                    "kind": _shout(each.get("kind")),
                    "status": _shout(each.get("status")),
                    "amountSet": _money(_shops(each), order),
                    "authorizationCode": each.get("authorization"),
                }
                for each in refund.get("transactions") or ()
            ]
        ),
    }


def _returned(each: Rest) -> dict[str, Any]:
    """Return a return, which no webhook tells of."""
    lines = [
        {
            "__typename": "ReturnLineItem",
            "quantity": piece["quantity"],
            "returnReasonNote": piece["note"],
            "customerNote": None,
            "fulfillmentLineItem": {"lineItem": {"id": piece["line"]}},
        }
        for piece in each["lines"]
    ]
    return {
        "__typename": "Return",
        "id": gid("Return", each["id"]),
        "status": each["status"],
        "createdAt": _time(each["created_at"]),
        "returnLineItems": in_pages(lines),
        "exchangeLineItems": in_pages([]),
    }


def _shops(each: Rest) -> Any:
    """Return an amount in the shop's currency."""
    several = each.get("amount_set") or {}
    return (several.get("shop_money") or {}).get("amount", each.get("amount"))


def in_pages(things: list[dict[str, Any]]) -> Connection:
    """Return a list as the API gives it out, page by page."""
    placed = {id(thing): f"{place:06}" for place, thing in enumerate(things)}
    return Connection(things, lambda thing: placed[id(thing)])


def _money(amount: Any, order: Rest) -> dict[str, Any] | None:
    if amount is None:
        return None
    return {"shopMoney": {"amount": str(amount), "currencyCode": order.get("currency")}}


def _time(written: Any) -> str | None:
    """Return a time as the API writes it: in UTC."""
    if not written:
        return None
    return datetime.fromisoformat(written).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _shout(word: Any) -> str | None:
    return str(word).upper() if word else None
