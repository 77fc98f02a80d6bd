"""Letting things come back at Shopify: a return of what was sent, and the shop's label for it.

A return alone tells the customer nothing; the delivery that is made for a label or a number does, by email.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from saath.orders.acts.commands import Outcome, ReturnRequest
from saath.orders.connectors.base import PlatformError, Refusal
from saath.orders.connectors.reading import Fields, count, fields, text
from saath.orders.connectors.shopify_api import ShopifyApi, check_done
from saath.orders.connectors.shopify_nodes import nodes, number_of
from saath.orders.connectors.shopify_returns import all_returns

# So many parcels at once and so many lines of each, so that no page costs more than one request may.
PARCELS, LINES = 5, 60
_SENT = f"""
query Sent($id: ID!, $after: String) {{
  returnableFulfillments(orderId: $id, first: {PARCELS}, after: $after) {{
    nodes {{ returnableFulfillmentLineItems(first: {LINES}) {{ nodes {{
      quantity fulfillmentLineItem {{ id lineItem {{ id }} }}
    }} }} }}
    pageInfo {{ hasNextPage endCursor }}
  }}
}}
"""
_COMES_BACK = """
mutation ComesBack($return: ReturnInput!) {
  returnCreate(returnInput: $return) {
    return { id reverseFulfillmentOrders(first: 5) { nodes { id } } } userErrors { message }
  }
}
"""
_MARKED = """
query Marked($id: ID!, $after: String) { order(id: $id) { returns(first: 20, after: $after) {
  nodes { id returnLineItems(first: 10) { nodes { ... on ReturnLineItem { returnReasonNote } } } }
  pageInfo { hasNextPage endCursor }
} } }
"""
# Without lines it is for all that is in the return.
_LABEL = """
mutation Label($of: ID!, $label: ReverseDeliveryLabelInput, $parcel: ReverseDeliveryTrackingInput) {
  reverseDeliveryCreateWithShipping(
    reverseFulfillmentOrderId: $of, reverseDeliveryLineItems: [], labelInput: $label, trackingInput: $parcel,
    notifyCustomer: true
  ) { reverseDelivery { id } userErrors { message } }
}
"""


def let_come_back(api: ShopifyApi, command: ReturnRequest) -> Outcome:
    """Make a return, and give it the shop's label; a label that does not arrive undoes no return. Raises PlatformError."""
    made = {
        "orderId": _order(command),
        "requestedAt": command.asked_at.isoformat(),
        "returnLineItems": list(_pieces(api, command)),
    }
    done = check_done(api.ask(_COMES_BACK, {"return": made}), "returnCreate")
    returned = fields(done.get("return"))
    return Outcome(number_of(returned.get("id")), _labelled(api, command, returned))


def find_return(api: ShopifyApi, command: ReturnRequest) -> Outcome | None:
    """Return the return that bears a command's mark, None where there is none. Raises PlatformError."""
    for each in all_returns(api.ask, _MARKED, _order(command)):
        notes = (text(piece.get("returnReasonNote")) for piece in nodes(each, "returnLineItems"))
        if any(command.mark in note for note in notes):
            return Outcome(number_of(each.get("id")), _words_found(command))
    return None


def _pieces(api: ShopifyApi, command: ReturnRequest) -> Iterator[dict[str, Any]]:
    """Yield pieces as they were sent, parcel by parcel. Raises Refusal where fewer can come back."""
    there = _returnable(api, command)
    for key, wanted in command.lines:
        left = wanted
        for piece, most in there.get(key, ()):
            here = min(left, most)
            if here > 0:
                left -= here
                # The list of reasons is Shopify's own, and has none that always fits: ours stands in the note.
                yield {
                    "fulfillmentLineItemId": piece,
                    "quantity": here,
                    "returnReason": "OTHER",
                    "returnReasonNote": command.note,
                }
        if left:
            raise Refusal(_("Fewer pieces can come back: some were not sent, or are in a return already."))


def _returnable(api: ShopifyApi, command: ReturnRequest) -> dict[str, list[tuple[str, int]]]:
    """Return what can come back: for each line the pieces of a parcel and how many of them."""
    found: dict[str, list[tuple[str, int]]] = {}
    info: Fields = {"hasNextPage": True}
    while info.get("hasNextPage"):
        said = api.ask(_SENT, {"id": _order(command), "after": info.get("endCursor")})
        for parcel in nodes(said, "returnableFulfillments"):
            for each in nodes(parcel, "returnableFulfillmentLineItems"):
                piece = fields(each.get("fulfillmentLineItem"))
                line = number_of(fields(piece.get("lineItem")).get("id"))
                found.setdefault(line, []).append((text(piece.get("id")), count(each.get("quantity"))))
        info = fields(fields(said.get("returnableFulfillments")).get("pageInfo"))
    return found


def _labelled(api: ShopifyApi, command: ReturnRequest, returned: Fields) -> str:
    """Give a return its label, and say what the customer learns of it; what was made stays made."""
    if not (command.label or command.awb):
        return _words_found(command)
    shipping = {
        "label": {"fileUrl": command.label} if command.label else None,
        "parcel": {"number": command.awb} if command.awb else None,
    }
    ways = nodes(returned, "reverseFulfillmentOrders")
    if not ways:
        return _words_found(command)
    try:
        for each in ways:
            said = api.ask(_LABEL, {"of": text(each.get("id")), **shipping})
            check_done(said, "reverseDeliveryCreateWithShipping")
    except PlatformError as error:
        return f"{_words_found(command)}\n{error.words}"
    return _("Shopify writes to the customer how it comes back.")


def _words_found(command: ReturnRequest) -> str:
    """Return what is said of a return of which nobody knows whether its label arrived."""
    if not (command.label or command.awb):
        return _("Shopify has told the customer nothing of it: write to them how it comes back.")
    return _("The return is made. Look in Shopify whether its label is there, and add it if it is not.")


def _order(command: ReturnRequest) -> str:
    return f"gid://shopify/Order/{command.order_key}"
