"""Orders that are late or will be, and what the shop promises."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saath.conversations.queries.newest import Newest, newest_of
from saath.core.errors import BadInput
from saath.desk.frame import frame_of
from saath.desk.request import StaffRequest
from saath.orders.actions.learn import set_delivery_rule
from saath.orders.late import LateOrder, couriers_compared, delivery_rule, late_orders

MOST_DAYS_OF_RULE = 60


@require_safe
def show_late(request: StaffRequest) -> HttpResponse:
    """Show the orders that are late, or will be, and how long couriers take."""
    return _late(request)


@require_POST
def set_rule(request: StaffRequest) -> HttpResponse:
    """Say within how many days the shop dispatches and couriers deliver."""
    try:
        days = {name: _days(request, name) for name in ("dispatch_days", "courier_days")}
    except BadInput as error:
        return _late(request, rule_error=error, typed=request.POST)
    set_delivery_rule(request.actor, **days)
    return redirect("desk:late_orders")


def _days(request: StaffRequest, name: str) -> int:
    written = request.POST.get(name, "").strip()
    if not written.isdecimal() or len(written) > 2 or not 0 < int(written) <= MOST_DAYS_OF_RULE:
        raise BadInput(
            _("Write a number of days from 1 to 60."),
            what_is_safe=_("Nothing was changed."),
            field=name,
        )
    return int(written)


def _late(request: StaffRequest, **shown: Any) -> HttpResponse:
    actor, is_soon = request.actor, request.GET.get("which") == "soon"
    late = late_orders(actor, is_soon=is_soon, cursor=request.GET.get("after", ""))
    newest = newest_of(actor, {row.order.customer_id for row in late.rows})
    context = {
        "late": late,
        "is_soon": is_soon,
        "rows": [(row, _since(newest.get(row.order.customer_id), row)) for row in late.rows],
        "couriers": couriers_compared(actor),
        "rule": delivery_rule(actor),
        "may_rule": actor.may("store.settings"),
        "may_write": actor.may("conversation.reply"),
        "zone": request.store.zone,
        "frame": frame_of(request, "late"),
        **shown,
    }
    return render(request, "desk/late.html", context, status=422 if shown else 200)


def _since(newest: Newest | None, row: LateOrder) -> Newest | None:
    """Return the newest conversation of who bought where they wrote since they did, else None."""
    return newest if newest is not None and newest.at >= row.order.placed_at else None
