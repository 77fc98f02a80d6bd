"""Saved replies for one conversation: the menu, laying one in, running a macro."""

from __future__ import annotations

import json
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saath.conversations.queries.conversations import get_conversation
from saath.core.errors import BadInput, Conflict
from saath.desk.request import StaffRequest
from saath.desk.saved import facts_of
from saath.desk.views.answer import show_thread
from saath.desk.views.inbox import queue_named
from saath.tenancy.transactions import read_transaction
from saath.writing.actions.using import run_macro, undo_macro
from saath.writing.inserted import Inserted
from saath.writing.menu import option_of, reads, saved_menu
from saath.writing.queries import get_saved, get_use

LONGEST_QUERY = 200


@require_safe
def menu(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Return the saved replies for a conversation, those with the words of `?q=`; by itself where there is no script."""
    with read_transaction():
        found = get_conversation(request.actor, conversation)
        query = request.GET.get("q", "")[:LONGEST_QUERY]
        shown = saved_menu(request.actor, facts_of(request, found), query=query)
    queue = queue_named(request.GET.get("queue", "now")).key
    context = {"conversation": found, "menu": shown, "query": query, "queue": queue}
    context["lists"] = (shown.suggested, shown.others)
    template = "desk/_saved_options.html" if request.htmx else "desk/saved.html"
    return render(request, template, context)


@require_safe
def lay_in(request: StaffRequest, conversation: UUID, saved: UUID) -> HttpResponse:
    """Show the conversation with a saved reply in its composer: the way without a script."""
    request.actor.require("conversation.reply")
    found = get_conversation(request.actor, conversation)
    facts = facts_of(request, found)
    option = option_of(get_saved(request.actor, saved), facts, reads(facts))
    inserted = [Inserted(option.saved, option.language)]
    return show_thread(request, found, draft=option.filled.text, inserted=inserted)


@require_POST
def run(request: StaffRequest, conversation: UUID, saved: UUID) -> HttpResponse:
    """Do what a macro does."""
    found = get_conversation(request.actor, conversation)
    reply = get_saved(request.actor, saved).reply
    try:
        use = run_macro(request.actor, found, reply=reply)
    except (BadInput, Conflict) as refused:
        return show_thread(request, found, error=refused)
    response = show_thread(request, found)
    toast = {"text": _("Done: %(name)s") % {"name": reply.name}, "undoTarget": "#conversation"}
    toast["undoUrl"] = reverse("desk:undo_saved", args=[use.public_id])
    response["HX-Trigger"] = json.dumps({"toast": toast})
    return response


@require_POST
def undo(request: StaffRequest, use: UUID) -> HttpResponse:
    """Undo what a macro did."""
    found = get_use(request.actor, use)
    try:
        undo_macro(request.actor, found)
    except Conflict as refused:
        return show_thread(request, found.conversation, error=refused, template="desk/_conversation.html")
    return show_thread(request, found.conversation, template="desk/_conversation.html")
