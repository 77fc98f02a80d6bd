"""Orders: the list, one order's page, and all orders of a customer."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from saath.conversations.queries.newest import newest_of
from saath.customers.together import get_customer
from saath.desk.frame import frame_of
from saath.desk.request import StaffRequest
from saath.orders.acts.queries import acts_of
from saath.orders.bought import list_orders_of
from saath.orders.listing import find_orders, list_orders
from saath.orders.models import Order
from saath.orders.queries import get_order
from saath.orders.states import State
from saath.orders.whole import whole_order


@require_safe
def show_orders(request: StaffRequest) -> HttpResponse:
    """Show the orders, newest first, of one state where one is chosen, and those that the search finds."""
    question, state = request.GET.get("q", "").strip(), request.GET.get("state", "")
    if question:
        orders, next_cursor = find_orders(request.actor, question, state=state), ""
    else:
        page = list_orders(request.actor, state=state, cursor=request.GET.get("before", ""))
        orders, next_cursor = page.rows, page.next_cursor
    context = {
        "orders": orders,
        "next_cursor": next_cursor,
        "question": question,
        "state": state,
        "states": State.choices,
        "may_bring": request.actor.may("store.settings"),
        "zone": request.store.zone,
        "frame": frame_of(request, "orders"),
    }
    return render(request, "desk/orders.html", context)


@require_safe
def show_order(request: StaffRequest, order: UUID) -> HttpResponse:
    """Show one order in full: what is in it, where it is, how it was paid, and what was done to it."""
    found = get_order(request.actor, order)
    newest = newest_of(request.actor, {found.customer_id}).get(found.customer_id)
    context = {
        "whole": whole_order(request.actor, found),
        "wrote": newest if newest is not None and newest.at >= found.placed_at else None,
        "may_write": request.actor.may("conversation.reply"),
        "acts": acts_of(request.actor, found),
        "address": _address(found),
        "zone": request.store.zone,
        "frame": frame_of(request, "orders"),
    }
    return render(request, "desk/order.html", context)


def _address(order: Order) -> list[str]:
    """Return the lines of the label."""
    kept = order.address
    town = " ".join(filter(None, (kept.get("city", ""), kept.get("pincode", ""))))
    lines = (
        kept.get("name", ""),
        *kept.get("lines", ()),
        town,
        kept.get("region", ""),
        kept.get("phone", ""),
    )
    return [line for line in lines if line]


@require_safe
def show_orders_of(request: StaffRequest, customer: UUID) -> HttpResponse:
    """Show all orders of a customer; one who was put together with another leads there."""
    found = get_customer(request.actor, customer)
    if found.merged_into is not None:
        return redirect("desk:orders_of", found.merged_into.public_id)
    orders = list_orders_of(request.actor, found, cursor=request.GET.get("before", ""))
    context = {"customer": found, "found": orders, "zone": request.store.zone}
    return render(request, "desk/orders_of.html", {**context, "frame": frame_of(request, "customers")})
