"""What is to be done in a conversation, ticked off beside the thread."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from saath.checklists.queries import get_checklist, list_checklists
from saath.conversations.actions.checklists import (
    VERB,
    Ticked,
    add_item,
    put_checklist,
    put_checklist_back,
    put_item_back,
    take_checklist_off,
    take_item_off,
    tick_items,
    untick_items,
)
from saath.conversations.models import ChecklistItem, Conversation
from saath.conversations.queries.checklists import (
    checklists_beside,
    get_item,
    get_put_checklist,
    name_of_list,
    offered_checklists,
)
from saath.conversations.queries.conversations import get_conversation
from saath.core.errors import BadInput, NotFound
from saath.core.names import in_words
from saath.desk.frame import frame_of
from saath.desk.request import StaffRequest
from saath.desk.toasts import with_toast
from saath.tenancy.actor import Actor

PART = "#checklists"


def checklists_context(actor: Actor, conversation: Conversation) -> dict[str, Any]:
    """Return what the part beside a conversation shows of its checklists; one statement where there is any."""
    return {"checklists": checklists_beside(actor, conversation), "may_tick": actor.may(VERB)}


@require_http_methods(["GET", "HEAD", "POST"])
def put_on(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Show which checklists there are; a POST puts one on."""
    found = get_conversation(request.actor, conversation)
    request.actor.require(VERB)
    if request.method != "POST":
        return _beside(request, found, choosing=True)
    try:
        checklist = get_checklist(request.actor, _id(request.POST.get("checklist", "")))
        is_new = checklist in offered_checklists(request.actor, found)
        put = put_checklist(request.actor, found, checklist=checklist)
    except BadInput as refused:
        return _beside(request, found, choosing=True, error=refused)
    if not is_new:
        return _beside(request, found)
    said = _("“%(name)s” is on") % {"name": checklist.name}
    return _told(request, found, said, reverse("desk:checklist_off", args=[put.public_id]))


@require_POST
def tick(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Keep which items were ticked, and which ticks taken away, since the form was shown."""
    found = get_conversation(request.actor, conversation)
    ticked = ticked_in(request, found)
    if not ticked.all:
        return _beside(request, found)
    undo = f"{reverse('desk:untick', args=[found.public_id])}?{_query(ticked)}"
    return _told(request, found, _said(ticked), undo)


def ticked_in(request: StaffRequest, conversation: Conversation) -> Ticked:
    """Write what a form changed of the items that it showed: what others ticked meanwhile stays. Raises `Forbidden`."""
    was, now_is = _ids(request.POST.getlist("was")), _ids(request.POST.getlist("done"))
    return tick_items(request.actor, conversation, done=now_is - was, undone=was - now_is)


@require_POST
def untick(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Take back what was ticked, and what was called open again."""
    found = get_conversation(request.actor, conversation)
    done, undone = (_ids(request.GET.getlist(name)) for name in ("done", "undone"))
    untick_items(request.actor, found, done=done, undone=undone)
    return _beside(request, found)


@require_POST
def add(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Add something that is to be done here alone."""
    found = get_conversation(request.actor, conversation)
    try:
        item = add_item(request.actor, found, words=request.POST.get("words", ""))
    except BadInput as refused:
        return _beside(request, found, error=refused, words=request.POST.get("words", ""))
    said = _("Added: %(name)s") % {"name": in_words(item.names)}
    return _told(request, found, said, reverse("desk:item_off", args=[item.public_id]))


@require_POST
def item_off(request: StaffRequest, to_do: UUID) -> HttpResponse:
    """Take an item off."""
    found = get_item(request.actor, to_do)
    take_item_off(request.actor, found)
    said = _("“%(name)s” is off") % {"name": in_words(found.names)}
    return _told(request, found.put.conversation, said, reverse("desk:item_back", args=[to_do]))


@require_POST
def item_back(request: StaffRequest, to_do: UUID) -> HttpResponse:
    """Put an item back that was taken off."""
    found = get_item(request.actor, to_do)
    put_item_back(request.actor, found)
    return _beside(request, found.put.conversation)


@require_POST
def off(request: StaffRequest, put: UUID) -> HttpResponse:
    """Take a checklist off."""
    found = get_put_checklist(request.actor, put)
    take_checklist_off(request.actor, found)
    said = _("“%(name)s” is off") % {"name": name_of_list(found.names)}
    return _told(request, found.conversation, said, reverse("desk:checklist_back", args=[put]))


@require_POST
def back(request: StaffRequest, put: UUID) -> HttpResponse:
    """Put a checklist back on that was taken off."""
    found = get_put_checklist(request.actor, put)
    put_checklist_back(request.actor, found)
    return _beside(request, found.conversation)


def _told(request: StaffRequest, conversation: Conversation, said: str, undo: str) -> HttpResponse:
    return with_toast(_beside(request, conversation), said, undo=undo, target=PART)


def _beside(request: StaffRequest, conversation: Conversation, **shown: Any) -> HttpResponse:
    if not request.htmx and not shown:
        return redirect("desk:customer", queue="now", conversation=conversation.public_id)
    fresh = get_conversation(request.actor, conversation.public_id)
    context = {"conversation": fresh, **checklists_context(request.actor, fresh), **shown}
    context["zone"] = request.store.zone
    if shown.get("choosing"):
        context["offered"] = offered_checklists(request.actor, fresh)
        context["has_any"] = bool(context["offered"] or list_checklists(request.actor))
    if request.htmx:
        return render(request, "desk/_checklists.html", context)
    return render(request, "desk/checklists_of.html", {**context, "frame": frame_of(request, "now")})


def _said(ticked: Ticked) -> str:
    if len(ticked.all) > 1:
        n = len(ticked.all)
        return ngettext("%(n)d item changed", "%(n)d items changed", n) % {"n": n}
    words = _("Done: %(name)s") if ticked.done else _("Open again: %(name)s")
    return words % {"name": in_words(ticked.all[0].names)}


def _query(ticked: Ticked) -> str:
    query = QueryDict(mutable=True)
    query.setlist("done", _named(ticked.done))
    query.setlist("undone", _named(ticked.undone))
    return query.urlencode()


def _named(items: Iterable[ChecklistItem]) -> list[str]:
    return [item.public_id.hex for item in items]


def _id(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError:
        raise NotFound() from None


def _ids(written: Iterable[str]) -> set[UUID]:
    """Return the ids among what a form sends; what is none is nothing."""
    found = set()
    for each in written:
        with suppress(ValueError):
            found.add(UUID(each))
    return found
