"""Who is on the desk and where: each visible tab says so again and again, and nothing of it is stored."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from saath.conversations.queries.conversations import get_conversation
from saath.core import ratelimit
from saath.core.errors import BadInput
from saath.desk.request import StaffRequest
from saath.stores.queries import list_colleagues
from saath.tenancy.keys import cache_key
from saath.timeline.live.announce import tell
from saath.timeline.live.presence import Sign

# A tab gives four a minute, and one with each conversation that is opened or written in.
SIGNS_A_MINUTE = 120
LONGEST_TAB = 40


@require_http_methods(["GET", "HEAD", "POST"])
def presence(request: StaffRequest) -> HttpResponse:
    """Show the faces of the colleagues, for the script that places them; a POST is a sign of life of one tab.

    Raises `Forbidden`, `NotFound` for a conversation that the sender may not read, `BadInput`, `RateLimited`.
    """
    request.actor.require("conversation.read")
    if request.method != "POST":
        context = {"colleagues": list_colleagues(request.actor), "me": request.member}
        return render(request, "desk/_colleagues.html", context)
    ratelimit.hit(
        cache_key("presence", str(request.member.public_id)), SIGNS_A_MINUTE, 60, is_of_process=True
    )
    tell(_sign(request))
    return HttpResponse(status=204)


def _sign(request: StaffRequest) -> Sign:
    tab, doing = request.POST.get("tab", ""), request.POST.get("doing", "")
    if not tab.isalnum() or not tab.isascii() or len(tab) > LONGEST_TAB:
        raise BadInput(field="tab")
    who, store_id = str(request.member.public_id), request.store.pk
    if doing == "left":
        return Sign(store_id, who, tab, is_here=False)
    return Sign(store_id, who, tab, at=_at(request), is_writing=doing == "writes")


def _at(request: StaffRequest) -> str:
    """Return the conversation that the tab shows, '' for none."""
    named = request.POST.get("at", "")
    if not named:
        return ""
    try:
        return str(get_conversation(request.actor, UUID(named)).public_id)
    except ValueError as error:
        raise BadInput(field="at") from error
