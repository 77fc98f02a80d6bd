"""How much each role may spend on an order without a second person."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from saath.core.errors import BadInput
from saath.core.money import Money, currency_called
from saath.desk.acting import minor_of
from saath.desk.request import StaffRequest
from saath.orders.actions.limits import set_limits
from saath.orders.acts.queries import ROLES, currencies_of_orders, limits_set
from saath.orders.acts.rules import limit_where_none_is_set
from saath.stores.models.member import ROLE_NAMES
from saath.stores.rules import Role

USUAL = "INR"


@require_http_methods(["GET", "HEAD", "POST"])
def limits(request: StaffRequest) -> HttpResponse:
    """Show the limits of each currency that customers pay in, and set those of one."""
    kept = limits_set(request.actor)
    error: BadInput | None = None
    if request.method == "POST":
        try:
            currency = request.POST.get("currency", "")
            set_limits(request.actor, currency=currency, limits=_typed(request, currency))
            messages.success(request, _("Saved."))
            return redirect("desk:act_limits")
        except BadInput as refused:
            error = refused
    currencies = [_shown(request, currency, kept) for currency in _currencies()]
    return render(request, "desk/act_limits.html", {"currencies": currencies, "error": error})


def _currencies() -> list[str]:
    return list(currencies_of_orders()) or [USUAL]


def _typed(request: StaffRequest, currency: str) -> dict[Role, int | None]:
    if currency not in _currencies():
        raise BadInput()
    typed = {role: request.POST.get(f"limit-{role}", "").strip() for role in ROLES}
    return {role: minor_of(written, currency) if written else None for role, written in typed.items()}


def _shown(
    request: StaffRequest, currency: str, kept: dict[tuple[str, str], int | None]
) -> tuple[str, str, list[tuple[str, object, str]]]:
    """Return a currency, its name, and its roles: each with its name and its limit as it is typed, "" for any amount."""
    names = dict(ROLE_NAMES)
    typed = request.POST if request.POST.get("currency") == currency else None
    rows: list[tuple[str, object, str]] = []
    for role in ROLES:
        minor = kept.get((role, currency), limit_where_none_is_set(role))
        shown = "" if minor is None else f"{Money(minor, currency).amount():f}"
        rows.append((role, names[role], typed.get(f"limit-{role}", "") if typed else shown))
    return currency, currency_called(currency, translation.get_language() or "en"), rows
