"""What a shop at Shopify does with returns: of what was sent, each piece once, with a label that a customer is told of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import count
from typing import Any

from saath.orders.connectors.stand_ins.graphql import Connection
from saath.orders.connectors.stand_ins.shopify import Root, ShopifyStandIn
from saath.orders.connectors.stand_ins.shopify_nodes import gid, in_pages

Args = Mapping[str, Any]


class Returns:
    """The roots of the schema that are about returns; a label stands in the return that it is for."""

    def __init__(self, shop: ShopifyStandIn) -> None:
        self._shop = shop
        self._numbers = count(7001)
        self.roots: dict[str, Root] = {
            "returnableFulfillments": self._returnable,
            "returnCreate": self._create,
            "reverseDeliveryCreateWithShipping": self._deliver,
        }

    def _returnable(self, args: Args) -> Connection:
        order = self._shop.orders[args["orderId"].rpartition("/")[2]]
        return in_pages(
            [
                {"returnableFulfillmentLineItems": in_pages(list(_left(order, parcel)))}
                for parcel in order["fulfillments"]
            ]
        )

    def _create(self, args: Args) -> dict[str, Any]:
        wanted = args["returnInput"]
        order = self._shop.orders[wanted["orderId"].rpartition("/")[2]]
        left = {
            each["fulfillmentLineItem"]["id"]: each["quantity"]
            for parcel in order["fulfillments"]
            for each in _left(order, parcel)
        }
        for each in wanted["returnLineItems"]:
            if each["quantity"] > left.get(each["fulfillmentLineItemId"], 0):
                problem = {
                    "field": ["returnLineItems"],
                    "message": "Quantity is not available to be returned",
                }
                return {"return": None, "userErrors": [problem]}
        made = self._made(order, wanted["returnLineItems"])
        order.setdefault("returns", []).append(made)
        way = {"id": gid("ReverseFulfillmentOrder", made["id"])}
        said = {"id": gid("Return", made["id"]), "reverseFulfillmentOrders": in_pages([way])}
        return {"return": said, "userErrors": []}

    def _made(self, order: Mapping[str, Any], lines: list[dict[str, Any]]) -> dict[str, Any]:
        at = datetime.now(UTC).isoformat()
        of = {piece: line for parcel in order["fulfillments"] for piece, line in _pieces(parcel)}
        pieces = [
            {
                "piece": each["fulfillmentLineItemId"],
                "line": gid("LineItem", of[each["fulfillmentLineItemId"]]["id"]),
                "quantity": each["quantity"],
                "note": each["returnReasonNote"],
            }
            for each in lines
        ]
        return {"id": next(self._numbers), "status": "OPEN", "created_at": at, "lines": pieces, "label": ""}

    def _deliver(self, args: Args) -> dict[str, Any]:
        number = args["reverseFulfillmentOrderId"].rpartition("/")[2]
        returned = next(
            each
            for order in self._shop.orders.values()
            for each in order.get("returns") or ()
            if str(each["id"]) == number
        )
        label = (args.get("labelInput") or {}).get("fileUrl", "")
        if label and not label.startswith("https://"):
            problem = {"field": ["labelInput", "fileUrl"], "message": "Label file URL is invalid"}
            return {"reverseDelivery": None, "userErrors": [problem]}
        returned["label"] = label
        returned["awb"] = (args.get("trackingInput") or {}).get("number", "")
        return {"reverseDelivery": {"id": gid("ReverseDelivery", number)}, "userErrors": []}


def _left(order: Mapping[str, Any], parcel: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield what of a parcel is in no return that stands."""
    for piece, line in _pieces(parcel):
        taken = sum(
            each["quantity"]
            for returned in order.get("returns") or ()
            for each in returned["lines"]
            if each["piece"] == piece and returned["status"] not in ("DECLINED", "CANCELED")
        )
        if line["quantity"] > taken:
            about = {"id": piece, "lineItem": {"id": gid("LineItem", line["id"])}}
            yield {"quantity": line["quantity"] - taken, "fulfillmentLineItem": about}


def _pieces(parcel: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield what is in a parcel, by the global id of each piece."""
    for line in parcel["line_items"]:
        yield gid("FulfillmentLineItem", f"{parcel['id']}0{line['id']}"), line
