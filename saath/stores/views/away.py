"""Being away oneself, who stands in, and whether one takes chats."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from saath.accounts.requests import actor_of, store_of
from saath.core.clock import now
from saath.core.errors import BadInput
from saath.stores.actions.away import come_back, go_away, take_chats
from saath.stores.away_form import AwayForm, days_of
from saath.stores.models import Member
from saath.stores.queries import list_stand_ins, own_seat
from saath.stores.taking_chats import has_chat

FIELDS = {"until": "last_day"}


@require_http_methods(["GET", "HEAD", "POST"])
def show_away(request: HttpRequest) -> HttpResponse:
    """Show and keep when one is away."""
    actor = actor_of(request)
    member = own_seat(actor)
    zone = store_of(request).zone
    is_over = member.away_until is None or member.away_until <= now()
    days = {} if is_over else days_of(member, zone)
    form = AwayForm(request.POST or None, initial=days, colleagues=list_stand_ins(actor), zone=zone)
    if request.method == "POST" and form.is_valid() and _keep(request, member, form):
        messages.success(request, _("Saved."))
        return redirect("stores:away")
    context = {"form": form, "seat": member, "is_away": member.is_away(now()), "away": days}
    context["has_chat"] = has_chat()
    return render(request, "stores/away.html", context, status=422 if form.errors else 200)


@require_POST
def be_back(request: HttpRequest) -> HttpResponse:
    """Be here again."""
    actor = actor_of(request)
    come_back(actor, own_seat(actor))
    return redirect("stores:away")


@require_POST
def save_chats(request: HttpRequest) -> HttpResponse:
    """Take live chats from now on, or none."""
    actor = actor_of(request)
    take_chats(actor, own_seat(actor), is_taking=request.POST.get("takes") == "yes")
    messages.success(request, _("Saved."))
    return redirect("stores:away")


def _keep(request: HttpRequest, member: Member, form: AwayForm) -> bool:
    try:
        go_away(
            actor_of(request),
            member,
            since=form.since,
            until=form.until,
            stand_in=form.who_stands_in,
            note=form.cleaned_data["note"],
        )
    except BadInput as refused:
        form.add_error(FIELDS.get(refused.field, refused.field or None), str(refused.message))
        return False
    return True
