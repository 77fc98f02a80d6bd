"""What one hears of, and where."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from saath.accounts.requests import actor_of
from saath.core import ratelimit
from saath.team.actions.hearing import add_device, choose_hearing, remove_device
from saath.team.forms import HearingForm
from saath.team.queries import get_hearing, get_own_device
from saath.tenancy.keys import cache_key

DEVICES_AN_HOUR = 20


@require_http_methods(["GET", "HEAD", "POST"])
def notifications(request: HttpRequest) -> HttpResponse:
    """Show and keep what a colleague hears of."""
    actor = actor_of(request)
    page = get_hearing(actor)
    form = HearingForm(request.POST or None, wish=page.wish)
    if request.method == "POST" and form.is_valid():
        choose_hearing(actor, wish=form.wish)
        messages.success(request, _("Saved."))
        return redirect("team:notifications")
    return render(request, "team/notifications.html", {"page": page, "form": form})


@require_POST
def listen(request: HttpRequest) -> HttpResponse:
    """Let the browser that asks take pushed messages."""
    actor = actor_of(request)
    ratelimit.hit(cache_key("push devices", str(actor.member_id)), DEVICES_AN_HOUR, 3600)
    given = {name: request.POST.get(name, "") for name in ("endpoint", "p256dh", "auth", "label")}
    add_device(actor, **given)
    return HttpResponse(status=204)


@require_POST
def stop(request: HttpRequest, device: UUID) -> HttpResponse:
    """Push nothing to a device of one's own any more."""
    actor = actor_of(request)
    remove_device(actor, get_own_device(actor, device))
    messages.success(request, _("That device hears of nothing any more."))
    return redirect("team:notifications")
