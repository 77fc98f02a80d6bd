"""Asking somebody outside aside, and what becomes of the question."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saath.conversations.actions.ask_aside import Asking, ask_aside
from saath.conversations.actions.end_aside import end_question, resume_question
from saath.conversations.actions.outsiders import Entry
from saath.conversations.aside.links import link_of
from saath.conversations.aside.rules import stand_of
from saath.conversations.aside.standing import asked_of
from saath.conversations.aside.words import words_shown, words_to_pass_on
from saath.conversations.models import Attachment, Conversation, Message, Outsider, SideQuestion
from saath.conversations.queries.aside import (
    Said,
    get_outsider,
    get_question,
    list_outsiders,
    questions_of,
    shown_aside,
)
from saath.conversations.queries.conversations import get_conversation
from saath.conversations.times import times_to_ask
from saath.core.clock import now
from saath.core.errors import BadInput, Conflict, NotFound
from saath.desk.frame import frame_of
from saath.desk.moments import picked_moment
from saath.desk.request import StaffRequest
from saath.desk.taken_back import words_taken_back
from saath.desk.toasts import with_toast
from saath.desk.views.answer import client_key_of, show_thread
from saath.stores.calendar import calendar_of

NEW = "new"


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Ask whom, what, by when, and what they may see; a POST asks."""
    found = get_conversation(request.actor, conversation)
    request.actor.require("conversation.reply")
    said = shown_aside(request.actor, found)
    if request.method != "POST" or "preview" in request.POST:
        given = request.POST.dict() if request.method == "POST" else _begun(request, found)
        return _page(request, found, said, given)
    try:
        question = _ask(request, found, said)
    except (BadInput, Conflict) as error:
        return _page(request, found, said, request.POST.dict(), error)
    if question.message.recipients[0]["address"]:
        return redirect("desk:thread", queue="now", conversation=found.public_id)
    return redirect("desk:question", question=question.public_id)


@require_safe
def asked(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Show whom one may ask and what was asked: as a menu of the conversation, or as a page."""
    found = get_conversation(request.actor, conversation)
    request.actor.require("conversation.reply")
    context = {
        "conversation": found,
        "outsiders": list_outsiders(request.actor)[:5],
        "asked": questions_of(request.actor, found),
        "zone": request.store.zone,
        "is_part": bool(request.htmx),
    }
    if request.htmx:
        return render(request, "desk/_asked.html", context)
    frame = frame_of(request, "")
    return render(request, "desk/asked.html", {**context, "frame": frame})


@require_safe
def show_question(request: StaffRequest, question: UUID) -> HttpResponse:
    """Show a question with its link, to be passed on by hand."""
    request.actor.require("conversation.reply")
    found = get_question(request.actor, question)
    words = words_to_pass_on(found)
    context = {
        "question": found,
        "stand": stand_of(asked_of(found, found.message.conversation), now()),
        "link": link_of(found),
        "words": words,
        "whatsapp": f"https://wa.me/?text={quote(words)}",
        "zone": request.store.zone,
        "frame": frame_of(request, ""),
    }
    return render(request, "desk/question.html", context)


@require_POST
def end(request: StaffRequest, question: UUID) -> HttpResponse:
    """Take a question back, or close one that was answered."""
    ended = end_question(request.actor, get_question(request.actor, question))
    said = _("Closed: %(name)s") if ended.answered_at else _("Taken back: %(name)s")
    undo = reverse("desk:resume_question", args=[question])
    shown = show_thread(request, ended.message.conversation, template="desk/_conversation.html")
    return with_toast(shown, said % {"name": ended.outsider.name}, undo=undo)


@require_POST
def resume(request: StaffRequest, question: UUID) -> HttpResponse:
    """Let a question that was ended be answered again."""
    resumed = resume_question(request.actor, get_question(request.actor, question))
    return show_thread(request, resumed.message.conversation, template="desk/_conversation.html")


def _begun(request: StaffRequest, conversation: Conversation) -> dict[str, str]:
    """Return what the form holds at first: who was picked, what is asked again, or words that were taken back."""
    kept = words_taken_back(request, "ask")
    if kept:
        book = {each.address: str(each.public_id) for each in list_outsiders(request.actor)}
        return {"outsider": book.get(kept["to"], ""), "text": kept["text"]}
    with suppress(ValueError, NotFound):
        again = get_question(request.actor, UUID(request.GET.get("again", "")))
        if again.message.conversation_id == conversation.pk:
            return {"outsider": str(again.outsider.public_id), "text": again.message.text}
    return {"outsider": request.GET.get("outsider", "")}


def _ask(request: StaffRequest, conversation: Conversation, said: Sequence[Said]) -> SideQuestion:
    asking = Asking(
        text=request.POST.get("text", ""),
        due_at=picked_moment(request),
        shown=_shown(request, said),
        files=_files(request, said),
        is_mailed=request.POST.get("way") != "link",
    )
    key = client_key_of(request)
    return ask_aside(request.actor, conversation, outsider=_whom(request), asking=asking, client_key=key)


def _whom(request: StaffRequest) -> Outsider | Entry:
    given = request.POST
    chosen = given.get("outsider", "")
    if chosen == NEW:
        names = ("name", "kind", "language", "address")
        return Entry(**{name: given.get(name, "") for name in names})
    try:
        return get_outsider(request.actor, UUID(chosen))
    except (ValueError, NotFound):
        raise BadInput(_("Choose whom you ask."), field="outsider") from None


def _shown(request: StaffRequest, said: Sequence[Said]) -> list[Message]:
    """Return the chosen messages in the order in which they were said."""
    chosen = set(request.POST.getlist("show"))
    return [each.message for each in reversed(said) if str(each.message.public_id) in chosen]


def _files(request: StaffRequest, said: Sequence[Said]) -> list[Attachment]:
    chosen = set(request.POST.getlist("file"))
    return [file for each in reversed(said) for file in each.files if str(file.public_id) in chosen]


def _page(
    request: StaffRequest,
    conversation: Conversation,
    said: Sequence[Said],
    given: dict[str, str],
    error: BadInput | Conflict | None = None,
) -> HttpResponse:
    at, zone = now(), request.store.zone
    book = list_outsiders(request.actor)
    times = times_to_ask(calendar_of(request.store.pk), at)
    language = given.get("language", "") or request.store.language
    context: dict[str, Any] = {
        "conversation": conversation,
        "given": {"outsider": "" if book else NEW, "way": "mail", **{k: v for k, v in given.items() if v}},
        "error": error,
        "field": getattr(error, "field", ""),
        "outsiders": [(each, str(each.public_id)) for each in book],
        "kinds": Outsider.Kind.choices,
        "languages": settings.LANGUAGES,
        "language": language,
        "times": [(time, time.isoformat()) for time in times],
        "until": given.get("until", "") or (times[0].isoformat() if times and not given.get("at") else ""),
        "least": f"{at.astimezone(zone):%Y-%m-%dT%H:%M}",
        "said": said,
        "chosen": [*request.POST.getlist("show"), *request.POST.getlist("file")],
        "preview": words_shown(conversation, _shown(request, said), language=language),
        "client_key": given.get("client_key") or uuid4().hex,
        "zone": zone,
        "frame": frame_of(request, ""),
    }
    return render(request, "desk/ask.html", context, status=422 if error else 200)
