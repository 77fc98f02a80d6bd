"""Who is on the desk and where: each visible tab says so again and again, one behind another once. Nothing is stored."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from saath.chats.writing import tell_visitor
from saath.conversations.here import goes_on_here
from saath.conversations.models import Conversation
from saath.conversations.queries.conversations import get_conversation
from saath.core import ratelimit
from saath.core.errors import BadInput
from saath.desk.request import StaffRequest
from saath.stores.queries import list_colleagues
from saath.stores.taking_chats import has_chat
from saath.tenancy.kept import KeptAWhile
from saath.tenancy.keys import cache_key
from saath.timeline.live.announce import tell
from saath.timeline.live.presence import Sign, watches_now

# A tab gives four a minute, and one with each conversation that is opened or written in.
SIGNS_A_MINUTE = 120
LONGEST_TAB = 40
# Whether the shop chats at all is said with each sign, so that a browser that never saw a chat looks whether one waits.
_chats_here = KeptAWhile[bool](15.0)


@require_http_methods(["GET", "HEAD", "POST"])
def presence(request: StaffRequest) -> HttpResponse:
    """Show the faces of the colleagues, for the script that places them; a POST is a sign of life of one tab.

    Colleagues learn of whatever is written; a customer who is here learns of an answer, never of a note.

    Raises `Forbidden`, `NotFound` for a conversation that the sender may not read, `BadInput`, `RateLimited`.
    """
    request.actor.require("conversation.read")
    if request.method != "POST":
        context = {"colleagues": list_colleagues(request.actor), "me": request.member}
        return render(request, "desk/_colleagues.html", context)
    ratelimit.hit(
        cache_key("presence", str(request.member.public_id)), SIGNS_A_MINUTE, 60, is_of_process=True
    )
    conversation = _conversation(request)
    sign = _sign(request, conversation)
    tell(sign)
    if conversation is not None and request.actor.may("conversation.reply"):
        tell_visitor(request.member, conversation, is_writing=request.POST.get("doing") == "answers")
    return HttpResponse(status=204, headers=_told(request, sign, conversation))


def _told(request: StaffRequest, sign: Sign, conversation: Conversation | None) -> dict[str, str]:
    """Return what a tab learns with its sign: whether the shop chats, and whether who it talks with still watches.

    The stream tells of that too; a tab that had none for a while is right again by this.
    """
    if not sign.is_here:
        return {}
    told = {"Saath-Chats": "on"} if _chats_here.get(has_chat, "has a chat") else {}
    if conversation is not None and goes_on_here(conversation):
        customer = str(conversation.customer.public_id)
        is_watching = watches_now(request.store.pk, customer)
        told["Saath-Customer"] = f"{customer} {'here' if is_watching else 'gone'}"
    return told


def _sign(request: StaffRequest, conversation: Conversation | None) -> Sign:
    tab, doing = request.POST.get("tab", ""), request.POST.get("doing", "")
    if not tab.isalnum() or not tab.isascii() or len(tab) > LONGEST_TAB:
        raise BadInput(field="tab")
    who, store_id = str(request.member.public_id), request.store.pk
    if doing == "left":
        return Sign(store_id, who, tab, is_here=False)
    if doing == "near":
        return Sign(store_id, who, tab, is_seen=False)
    at = str(conversation.public_id) if conversation is not None else ""
    return Sign(store_id, who, tab, at=at, is_writing=doing in ("writes", "answers"))


def _conversation(request: StaffRequest) -> Conversation | None:
    """Return the conversation that the tab shows, None for none."""
    named = request.POST.get("at", "")
    if not named:
        return None
    try:
        return get_conversation(request.actor, UUID(named))
    except ValueError as error:
        raise BadInput(field="at") from error
