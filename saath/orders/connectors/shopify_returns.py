"""Returns as Shopify's Admin API tells of them: no delivery does, and a token may read orders and no returns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from saath.orders.connectors.base import NeedsReauth
from saath.orders.connectors.reading import Fields, count, fields, first, items, moment, text
from saath.orders.connectors.shopify_nodes import nodes, number_of
from saath.orders.data import ReturnData
from saath.orders.states import ReturnState

Ask = Callable[[str, Mapping[str, Any]], Fields]
# So many at once, so that no page costs more than one request may.
RETURNS, PIECES = 8, 30
_NONE = ("", "NO_RETURN")
_STATES: Mapping[str, ReturnState] = {
    "REQUESTED": ReturnState.ASKED,
    "OPEN": ReturnState.APPROVED,
    "CLOSED": ReturnState.CLOSED,
    "DECLINED": ReturnState.REFUSED,
    "CANCELED": ReturnState.CANCELLED,
}
_RETURNS = f"""
query Returns($id: ID!, $after: String) {{ order(id: $id) {{ returns(first: {RETURNS}, after: $after) {{
  nodes {{
    id status createdAt exchangeLineItems(first: 1) {{ nodes {{ id }} }}
    returnLineItems(first: {PIECES}) {{ nodes {{ ... on ReturnLineItem {{
      quantity returnReasonNote customerNote fulfillmentLineItem {{ lineItem {{ id }} }}
    }} }} }}
  }}
  pageInfo {{ hasNextPage endCursor }}
}} }} }}
"""


def returns_of(ask: Ask, order: Fields, *, told_at: datetime) -> tuple[ReturnData, ...] | None:
    """Return the returns of an order, None where the token may not read them. Raises PlatformError."""
    if text(order.get("returnStatus")) in _NONE:
        return ()
    try:
        return tuple(_return(each, told_at) for each in all_returns(ask, _RETURNS, order.get("id")))
    except NeedsReauth:
        return None


def all_returns(ask: Ask, query: str, order: Any) -> list[Fields]:
    """Return what a query that is paged by `$after` says of all returns of an order. Raises PlatformError."""
    found: list[Fields] = []
    info: Fields = {"hasNextPage": True}
    while info.get("hasNextPage"):
        said = fields(ask(query, {"id": order, "after": info.get("endCursor")}).get("order"))
        found += nodes(said, "returns")
        info = fields(fields(said.get("returns")).get("pageInfo"))
    return found


def _return(said: Fields, told_at: datetime) -> ReturnData:
    pieces = nodes(said, "returnLineItems")
    return ReturnData(
        key=number_of(said.get("id")),
        state=_STATES.get(text(said.get("status")), ReturnState.ASKED),
        asked_at=moment(said.get("createdAt")) or told_at,
        reason=first(*(each.get(name) for each in pieces for name in ("returnReasonNote", "customerNote"))),
        is_exchange=bool(items(fields(said.get("exchangeLineItems")).get("nodes"))),
        lines=tuple(_piece(each) for each in pieces),
    )


def _piece(said: Fields) -> tuple[str, int]:
    line = fields(fields(said.get("fulfillmentLineItem")).get("lineItem"))
    return number_of(line.get("id")), count(said.get("quantity"))
