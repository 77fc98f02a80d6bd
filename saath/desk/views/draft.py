"""Drafts: kept at each pause, taken over from a colleague, put away and brought back."""

from __future__ import annotations

import json
from functools import partial
from typing import Any, BinaryIO, cast
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saath.conversations.actions.drafts import (
    add_draft_files,
    bring_draft_back,
    discard_draft,
    load_draft,
    remove_draft_file,
    save_draft,
    swap_draft,
)
from saath.conversations.limits import Enclosed, check_answer
from saath.conversations.marks import rich_html
from saath.conversations.models import Conversation, Draft
from saath.conversations.parts import save_uploads
from saath.conversations.queries.conversations import get_conversation
from saath.conversations.queries.drafts import drafts_of, get_draft, get_draft_file
from saath.core.errors import BadInput, SaathError
from saath.desk.drafts import NOTE, REPLY, Held
from saath.desk.hinted import hint_of
from saath.desk.request import StaffRequest
from saath.desk.saved import inserted_of
from saath.desk.shaped import shaped
from saath.desk.views.answer import show_thread
from saath.desk.ways import posted_way, too_much_for
from saath.files.errors import FileNotKept
from saath.files.links import signed_url
from saath.writing.actions.drafting import keep_with_saved
from saath.writing.inserted import inserted_in


@require_POST
def pause(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Keep what is written so far, and return what there is to say about it."""
    found = get_conversation(request.actor, conversation)
    draft = keep_written(request, found)
    context = {
        "conversation": found,
        "version": draft.version if draft else 0,
        "earlier": draft if draft and draft.earlier_text else None,
        "hint": hint_of(request, found),
        "shaped": shaped(rich_html(request.POST.get("text", ""))),
        "too_much": too_much_for(posted_way(request, found), request.POST.get("text", "")),
    }
    return render(request, "desk/_pause.html", context)


@require_POST
def add_files(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Keep files with the draft as soon as they are chosen; what the channel does not take is said at once."""
    found = get_conversation(request.actor, conversation)
    uploads = [(upload.name or "file", upload) for upload in request.FILES.getlist("files")]
    error: SaathError | None = None
    try:
        if kind_of(request) == REPLY:
            sizes = [Enclosed(name, upload.size or 0) for name, upload in uploads]
            check_answer(posted_way(request, found).can, text="", files=sizes)
        files = save_uploads((name, cast(BinaryIO, upload)) for name, upload in uploads)
        add_draft_files(request.actor, found, kind=kind_of(request), files=files)
    except (BadInput, FileNotKept) as refused:
        error = refused
    return _files(request, found, error)


@require_safe
def file(request: StaffRequest, file: UUID) -> HttpResponse:
    """Send a colleague to a file of a draft by a link that ends by itself."""
    found = get_draft_file(request.actor, file)
    return redirect(signed_url(found.file, name=found.name, seconds=600))


@require_POST
def remove_file(request: StaffRequest, file: UUID) -> HttpResponse:
    """Let go of one file."""
    found = get_draft_file(request.actor, file)
    draft = remove_draft_file(request.actor, found)
    if not request.htmx:
        return show_thread(request, draft.conversation)
    fresh = get_conversation(request.actor, draft.conversation.public_id)
    return _files(request, fresh, None, kind=draft.kind)


@require_POST
def load(request: StaffRequest, draft: UUID) -> HttpResponse:
    """Take a colleague's draft into the composer; what stood there is kept as the earlier text."""
    found = get_draft(request.actor, draft)
    keep_written(request, found.conversation, kind=found.kind)
    load_theirs = partial(load_draft, request.actor, found)
    own = keep_with_saved(request.actor, inserted_in(request.actor, found.public_id), keep=load_theirs)
    return show_thread(request, found.conversation, kind=own.kind)


@require_POST
def swap(request: StaffRequest, draft: UUID) -> HttpResponse:
    """Show the earlier text of one's draft, and keep this one in its place."""
    found = get_draft(request.actor, draft)
    keep_written(request, found.conversation, kind=found.kind)
    bring_earlier = partial(swap_draft, request.actor, get_draft(request.actor, draft))
    keep_with_saved(request.actor, (), keep=bring_earlier)
    return show_thread(request, found.conversation, kind=found.kind)


@require_POST
def discard(request: StaffRequest, draft: UUID) -> HttpResponse:
    """Put a draft away; the toast brings it back."""
    found = get_draft(request.actor, draft)
    discard_draft(request.actor, found)
    response = show_thread(request, found.conversation)
    toast = {"text": _("Draft discarded"), "undoUrl": reverse("desk:draft_back", args=[draft])}
    response["HX-Trigger"] = json.dumps({"toast": {**toast, "undoTarget": "#conversation"}})
    return response


@require_POST
def back(request: StaffRequest, draft: UUID) -> HttpResponse:
    """Bring a discarded draft back."""
    found = get_draft(request.actor, draft)
    bring_draft_back(request.actor, found)
    return show_thread(request, found.conversation, template="desk/_conversation.html")


def kind_of(request: StaffRequest) -> str:
    """Return whether an answer or a note is being written."""
    return Held.of(request.POST).kind


def keep_written(request: StaffRequest, conversation: Conversation, *, kind: str = "") -> Draft | None:
    """Keep what the composer holds, unless it holds something of another kind than is asked for."""
    given = request.POST
    if "text" not in given or (kind and kind_of(request) != kind):
        return None
    held = Held.of(given)
    save = partial(
        save_draft,
        request.actor,
        conversation,
        kind=held.kind,
        text=given["text"],
        seen_version=held.version,
        window=held.window,
        client_key=given.get("client_key", "")[:64],
    )
    return keep_with_saved(request.actor, inserted_of(request), keep=save)


def _files(
    request: StaffRequest, conversation: Conversation, error: SaathError | None, *, kind: str = ""
) -> HttpResponse:
    if not request.htmx:
        return show_thread(request, conversation, error=error, draft=request.POST.get("text", ""))
    fresh = get_conversation(request.actor, conversation.public_id)
    found = drafts_of(request.actor, fresh)
    own = found.note if (kind or kind_of(request)) == NOTE else found.reply
    context: dict[str, Any] = {"files": own.files if own else [], "files_error": error}
    return render(request, "desk/_kept_files.html", context)
