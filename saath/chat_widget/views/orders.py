"""What the visitor has bought, so that they can say which of it they mean."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import translation

from saath.chat_widget.api import answer_json, count, visitor_api
from saath.chat_widget.requests import VisitorRequest
from saath.chats.queries.orders import orders_of_visitor
from saath.core.errors import BadInput
from saath.core.text import is_storable
from saath.orders.models import Order
from saath.orders.numbers import LONGEST
from saath.tenancy.transactions import read_transaction

A_MINUTE = 20


@visitor_api("GET")
def orders(request: VisitorRequest) -> HttpResponse:
    """Return the newest orders of a visitor whose shop has signed who they are, or with `number` those called so."""
    count(request, f"orders:{request.visitor.public_id}", A_MINUTE)
    number = request.GET.get("number", "")
    if len(number) > LONGEST or not is_storable(number):
        raise BadInput(field="number")
    with read_transaction():
        found = orders_of_visitor(request.visitor, number=number)
    return answer_json({"orders": [_order_json(each) for each in found]})


def _order_json(order: Order) -> dict[str, Any]:
    return {
        "id": str(order.public_id),
        "number": order.number,
        "title": order.first_title,
        "pieces": order.pieces,
        "state": order.state,
        "state_words": order.get_state_display(),
        "placed_at": order.placed_at.isoformat(),
        "total": order.total.format(translation.get_language() or "en"),
        "total_minor": order.total_minor,
        "currency": order.currency,
    }
