"""How answers leave: all addresses with their ways out, and what to do with those."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saath.accounts.requests import actor_of, store_of
from saath.core.mail_out import leaves_this_machine
from saath.sending.actions import ways
from saath.sending.forms import SecretForm
from saath.sending.models import WayOut
from saath.sending.presets import SERVICES
from saath.sending.queries import get_address, get_way, list_addresses
from saath.sending.words import explain_trouble


@require_safe
def show_all(request: HttpRequest) -> HttpResponse:
    """List the addresses and how their answers leave."""
    shown = list_addresses(actor_of(request))
    rows = [(each, [_stated(way) for way in each.ways]) for each in shown]
    is_moving = any(way.state == WayOut.State.TRYING for each in shown for way in each.ways)
    page = {
        "rows": rows,
        "is_moving": is_moving,
        "zone": store_of(request).zone,
        "leaves": leaves_this_machine(),
        "services": SERVICES,
    }
    return render(request, "sending/all.html", page)


@require_POST
def try_again(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send a test mail."""
    actor = actor_of(request)
    ways.try_way(actor, get_way(actor, public_id))
    return redirect("sending:all")


@require_POST
def use(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let answers leave on a way."""
    actor = actor_of(request)
    way = get_way(actor, public_id)
    ways.use_way(actor, way)
    messages.success(request, _("Answers leave over %(server)s from now on.") % {"server": way.host})
    return redirect("sending:all")


@require_POST
def use_installation(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let answers leave as the installation does."""
    actor = actor_of(request)
    ways.use_installation(actor, get_address(actor, public_id))
    messages.success(request, _("Answers leave over the server of this installation from now on."))
    return redirect("sending:all")


@require_POST
def remove(request: HttpRequest, public_id: str) -> HttpResponse:
    """Forget a way."""
    actor = actor_of(request)
    ways.remove_way(actor, get_way(actor, public_id))
    messages.success(request, _("Removed."))
    return redirect("sending:all")


@require_POST
def enter_secret(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take another password or key, and try it."""
    actor, form = actor_of(request), SecretForm(request.POST)
    way = get_way(actor, public_id)
    if form.is_valid():
        ways.change_secret(actor, way, secret=form.cleaned_data["secret"])
    else:
        messages.error(request, _("A password is missing."))
    return redirect("sending:all")


def _stated(way: WayOut) -> dict[str, object]:
    """Return a way with its sign, its tone and its state in words; `service` names the one that takes the mail, if one does."""
    shown: dict[str, object] = {"way": way, "service": SERVICES.get(way.kind, "")}
    if way.state == WayOut.State.TRYING:
        return shown | {"icon": "clock", "tone": "dim", "what": _("A test mail is on its way to you.")}
    if way.state == WayOut.State.WORKS:
        return shown | {"icon": "check", "tone": "c-good", "what": _("The server took the test mail.")}
    words = explain_trouble(way.trouble)
    return shown | {"icon": "alert", "tone": "c-bad", "what": words.what, "remedy": words.remedy}
