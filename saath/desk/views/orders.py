"""Orders: the list, one order's page, and all orders of a customer."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from saath.customers.together import get_customer
from saath.desk.frame import frame_of
from saath.desk.request import StaffRequest
from saath.orders.bought import list_orders_of
from saath.orders.listing import find_orders, list_orders
from saath.orders.queries import get_order, shown_order
from saath.orders.states import State


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
    """Show one order: what is in it, where it is, and who ordered."""
    shown = shown_order(request.actor, get_order(request.actor, order))
    context = {"shown": shown, "zone": request.store.zone, "frame": frame_of(request, "orders")}
    return render(request, "desk/order.html", context)


@require_safe
def show_orders_of(request: StaffRequest, customer: UUID) -> HttpResponse:
    """Show all orders of a customer; one who was put together with another leads there."""
    found = get_customer(request.actor, customer)
    if found.merged_into is not None:
        return redirect("desk:orders_of", found.merged_into.public_id)
    orders = list_orders_of(request.actor, found, cursor=request.GET.get("before", ""))
    context = {"customer": found, "found": orders, "zone": request.store.zone}
    return render(request, "desk/orders_of.html", {**context, "frame": frame_of(request, "customers")})
