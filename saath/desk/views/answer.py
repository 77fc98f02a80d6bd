"""Answering, noting, and taking an answer back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import BinaryIO, cast
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saath.channels.registry import adapter_class
from saath.conversations.actions.later import schedule_reply
from saath.conversations.actions.promising import Promise
from saath.conversations.actions.reply import add_note, reply
from saath.conversations.limits import Enclosed, check_answer
from saath.conversations.models import Conversation, Message
from saath.conversations.overtaking import Overtaken
from saath.conversations.parts import save_uploads
from saath.conversations.queries.conversations import (
    get_conversation,
    get_message,
    has_words,
    hold_conversation,
)
from saath.conversations.queries.drafts import knows_draft, own_draft_files
from saath.conversations.queries.inbox import list_queue
from saath.conversations.switching import way_for
from saath.core.clock import now
from saath.core.errors import BadInput, SaathError
from saath.core.faults import fault_point
from saath.core.text import is_storable
from saath.desk.drafts import Held
from saath.desk.hinted import hint_to_ask
from saath.desk.moments import picked_moment
from saath.desk.pane import pane_of
from saath.desk.request import StaffRequest
from saath.desk.saved import inserted_of
from saath.desk.taken_back import keep_taken_back
from saath.desk.toasts import with_toast
from saath.desk.views.asked import ask_first
from saath.desk.views.held import seen_by_writer, show_held
from saath.desk.views.inbox import queue_named
from saath.desk.views.thread import thread_context, thread_page_of
from saath.desk.ways import switching_in
from saath.files.errors import FileNotKept
from saath.tenancy.transactions import read_transaction, write_transaction
from saath.ui.moments import moment_text
from saath.writing.actions.drafting import keep_with_saved
from saath.writing.actions.using import answer_with_saved, take_back_answer
from saath.writing.inserted import Inserted


@require_POST
def answer(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Send what the composer holds, as an answer or as a note; what cannot go stays in the composer."""
    try:
        with _open_for(request, conversation) as found:
            hint = hint_to_ask(request, found)
            if hint is not None:
                return ask_first(request, found, hint)
            if request.POST.get("leaves_at") and request.POST.get("kind") != "note":
                return _send_later(request, found)
            message = _write(request, found)
    except Overtaken as overtaken:
        return show_held(request, found, overtaken)
    except (BadInput, FileNotKept) as error:
        inserted = inserted_of(request)
        draft, kind = request.POST.get("text", ""), request.POST.get("kind", "")
        return show_thread(request, found, error=error, draft=draft, kind=kind, inserted=inserted)
    fault_point("reply_after_commit")
    wants_next = "next" in (request.POST.get("then"), request.POST.get("solve"))
    response = show_next(request, found) if wants_next else show_thread(request, found)
    if message.direction == Message.Direction.OUT:
        toast = {"text": _("Answered %(name)s") % {"name": found.identity.display_name}}
        if not adapter_class(message.leaves_by.channel).capabilities.is_here:
            toast |= {"undoUrl": reverse("desk:undo", args=[message.public_id])}
            toast |= {"undoTarget": "#conversation"}
        response["HX-Trigger"] = json.dumps({"toast": toast, "sent": {}})
    return response


@contextmanager
def _open_for(request: StaffRequest, conversation: UUID) -> Iterator[Conversation]:
    """Read the conversation of a form; where only words are written at once, it is held from here on and read once."""
    if request.FILES or request.POST.get("leaves_at"):
        yield get_conversation(request.actor, conversation)
    else:
        with write_transaction():
            yield hold_conversation(request.actor, conversation)


@require_POST
def undo(request: StaffRequest, message: UUID) -> HttpResponse:
    """Take a held answer back into the composer of its conversation, whichever is open by now."""
    found = get_message(request.actor, message)
    try:
        draft = take_back_answer(request.actor, found)
    except SaathError as refused:
        return show_thread(request, found.conversation, error=refused, template="desk/_conversation.html")
    form = _form_of(found)
    if form is not None:
        return _back_to(request, form, found)
    return show_thread(request, found.conversation, draft=draft, template="desk/_conversation.html")


def _form_of(taken_back: Message) -> str | None:
    """Return the address of the form in which a message was written, None for the composer of its conversation."""
    if taken_back.direction == Message.Direction.NOTE:
        of = taken_back.recipients[0].get("of")
        asked = reverse("desk:ask", args=[taken_back.conversation.public_id])
        return reverse("desk:forward", args=[of]) if of else asked
    return None if has_words(taken_back.conversation) else reverse("desk:write")


def _back_to(request: StaffRequest, form: str, message: Message) -> HttpResponse:
    """Go to the form of a message that was taken back, never to the composer: its words were for somebody else."""
    aside = "forward" if "of" in message.recipients[0] else "ask"
    name = aside if message.direction == Message.Direction.NOTE else "write"
    words = {"to": message.recipients[0]["address"], "text": message.text, "language": message.language}
    keep_taken_back(request, name, {**words, "subject": message.subject if name == "write" else ""})
    return HttpResponse(headers={"HX-Redirect": form}) if request.htmx else redirect(form)


def show_thread(
    request: StaffRequest,
    conversation: Conversation,
    *,
    error: SaathError | None = None,
    draft: str = "",
    kind: str = "",
    inserted: Sequence[Inserted] | None = None,
    template: str = "desk/_thread.html",
) -> HttpResponse:
    """Return the thread as it is now, by itself or in another part.

    Without htmx go to its page; where words would be lost on the way, show the page with them. What is `inserted` in them
    goes before what the draft holds.
    """
    queue = queue_named(request.POST.get("queue", "now"))
    if not request.htmx and error is None and not draft:
        return redirect("desk:thread", queue=queue.key, conversation=conversation.public_id)
    with read_transaction():
        fresh = get_conversation(request.actor, conversation.public_id)
        shown = thread_context(request, fresh, text=draft, kind=kind)
        context = {**shown, "queue": queue, "error": error}
        if inserted is not None:
            context["inserted"] = inserted
        if request.htmx:
            return HttpResponse(pane_of(request, template, context))
        return thread_page_of(request, context)


def show_next(request: StaffRequest, conversation: Conversation) -> HttpResponse:
    """Open whoever is on top of the queue now, or the queue where nobody is left in it."""
    queue = queue_named(request.POST.get("queue", "now"))
    page = list_queue(request.actor, queue, zone=request.store.zone, limit=2)
    on_top = next((row for row in page.rows if row.public_id != conversation.public_id), None)
    if on_top is None:
        address = reverse("desk:queue", args=[queue.key])
        return HttpResponse(headers={"HX-Location": address}) if request.htmx else redirect(address)
    address = reverse("desk:thread", args=[queue.key, on_top.public_id])
    if not request.htmx:
        return redirect(address)
    with read_transaction():
        found = get_conversation(request.actor, on_top.public_id)
        context = {**thread_context(request, found), "queue": queue}
        response = HttpResponse(pane_of(request, "desk/_conversation.html", context))
    response["HX-Retarget"], response["HX-Reswap"], response["HX-Push-Url"] = (
        "#conversation",
        "innerHTML",
        address,
    )
    return response


def client_key_of(request: StaffRequest) -> str:
    """Return the key by which a form is known however often it is sent; raises `BadInput`."""
    client_key = request.POST.get("client_key", "")
    if not client_key or len(client_key) > 64 or not is_storable(client_key):
        raise BadInput(field="client_key")
    return client_key


def _is_solving(request: StaffRequest) -> bool:
    return request.POST.get("solve") in ("1", "next", *Conversation.Resolution.values)


def _resolution(request: StaffRequest) -> str:
    """Return with what an answer solves, where it says so: an answer by itself."""
    chosen = request.POST.get("solve", "")
    return chosen if chosen in Conversation.Resolution.values else Conversation.Resolution.ANSWER


def _copied(request: StaffRequest) -> list[str] | None:
    return request.POST.getlist("copied") if "copies_shown" in request.POST else None


def _send_later(request: StaffRequest, conversation: Conversation) -> HttpResponse:
    """Let what the composer holds leave at the time that was picked; raises `BadInput`, `Overtaken`."""
    picked = "at" if request.POST["leaves_at"] == "picked" else "leaves_at"
    if _promised(request):
        raise BadInput(
            _("What an answer promises counts from when it is sent, so it cannot wait."),
            what_to_do=_("Send it now, or take the promise out first."),
            field="leaves_at",
        )
    uploads = [(upload.name or "file", upload) for upload in request.FILES.getlist("files")]
    schedule = partial(
        schedule_reply,
        request.actor,
        conversation,
        text=request.POST.get("text", ""),
        leaves_at=picked_moment(request, picked),
        client_key=client_key_of(request)[:40],
        files=save_uploads((name, cast(BinaryIO, upload)) for name, upload in uploads),
        kept=own_draft_files(request.actor, conversation, request.POST.getlist("kept")),
        solve=_is_solving(request),
        resolution=_resolution(request),
        copies=_copied(request),
        seen=seen_by_writer(request),
        is_drafted=_knows_draft(request, conversation),
        switching=switching_in(request),
    )
    draft = keep_with_saved(request.actor, inserted_of(request), keep=schedule)
    moment = moment_text(draft.leaves_at, now=now(), zone=request.store.zone) if draft.leaves_at else ""
    undo = reverse("desk:later_back", args=[draft.public_id])
    said = _("Leaves %(moment)s") % {"moment": moment}
    return with_toast(show_thread(request, conversation), said, undo=undo)


def _knows_draft(request: StaffRequest, conversation: Conversation) -> bool:
    """Tell whether the draft is what is being sent, and not what another window has written since."""
    held, text = Held.of(request.POST), request.POST.get("text", "")
    return knows_draft(
        request.actor, conversation, kind=held.kind, version=held.version, window=held.window, text=text
    )


def _promised(request: StaffRequest) -> Promise | None:
    """Return what the answer promises by its own words, None where it promises nothing; raises `BadInput`."""
    if not request.POST.get("promised_until"):
        return None
    return Promise(request.POST.get("promised_kind", ""), picked_moment(request, "promised_until"))


def _write(request: StaffRequest, conversation: Conversation) -> Message:
    uploads = [(upload.name or "file", upload) for upload in request.FILES.getlist("files")]
    text, client_key = request.POST.get("text", ""), client_key_of(request)
    is_note = request.POST.get("kind") == "note"
    if not is_note:
        enclosed = [Enclosed(name, upload.size or 0) for name, upload in uploads]
        check_answer(way_for(request.actor, conversation, switching_in(request)).can, text="", files=enclosed)
    files = save_uploads((name, cast(BinaryIO, upload)) for name, upload in uploads)
    kept = own_draft_files(request.actor, conversation, request.POST.getlist("kept"))
    is_drafted = _knows_draft(request, conversation)
    if is_note:
        return add_note(
            request.actor,
            conversation,
            text=text,
            client_key=client_key,
            files=files,
            kept=kept,
            is_drafted=is_drafted,
        )
    solve, copies = _is_solving(request), _copied(request)
    send = partial(
        reply,
        request.actor,
        conversation,
        text=text,
        client_key=client_key,
        files=files,
        solve=solve,
        resolution=_resolution(request),
        copies=copies,
        seen=seen_by_writer(request),
        promise=_promised(request),
        kept=kept,
        is_drafted=is_drafted,
        switching=switching_in(request),
    )
    return answer_with_saved(request.actor, conversation, inserted=inserted_of(request), answer=send)
