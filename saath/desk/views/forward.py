"""Forwarding a message to somebody outside."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from saath.conversations.actions.forward import forward as forward_message
from saath.conversations.forwarded import forwarded_words
from saath.conversations.models import Message
from saath.conversations.queries.conversations import get_message
from saath.conversations.queries.original import files_of
from saath.core.errors import BadInput
from saath.desk.frame import frame_of
from saath.desk.request import StaffRequest
from saath.desk.taken_back import words_taken_back
from saath.desk.views.answer import client_key_of
from saath.files.models import StoredFile


@require_http_methods(["GET", "HEAD", "POST"])
def forward(request: StaffRequest, message: UUID) -> HttpResponse:
    """Ask to whom a message shall go, with which word of ours and which files; a POST sends it."""
    request.actor.require("conversation.reply")
    found = get_message(request.actor, message)
    if request.method != "POST":
        return _page(request, found, _begun(request, found))
    try:
        _send(request, found)
    except BadInput as error:
        return _page(request, found, request.POST.dict(), error)
    return redirect("desk:thread", queue="now", conversation=found.conversation.public_id)


def _begun(request: StaffRequest, message: Message) -> dict[str, str]:
    """Return what the form holds at first: who is asked again is filled in, and so are words that were taken back."""
    asked = message.identity.address if message.identity and _is_answer_to_us(message) else ""
    return {"to": asked, **words_taken_back(request, "forward")}


def _is_answer_to_us(message: Message) -> bool:
    """Whether it comes from somebody who was asked aside."""
    return message.direction == Message.Direction.NOTE and message.identity is not None


def _send(request: StaffRequest, message: Message) -> None:
    given = request.POST
    chosen = set(given.getlist("file"))
    forward_message(
        request.actor,
        message,
        to=given.get("to", ""),
        text=given.get("text", ""),
        language=_language(given.get("language", "")),
        client_key=client_key_of(request),
        files=[file for file in files_of(request.actor, message) if str(file.public_id) in chosen],
    )


def _language(given: str) -> str:
    return given if given in dict(settings.LANGUAGES) else ""


def _page(
    request: StaffRequest, message: Message, given: dict[str, str], error: BadInput | None = None
) -> HttpResponse:
    language = _language(given.get("language", "")) or message.conversation.language
    context: dict[str, Any] = {
        "message": message,
        "conversation": message.conversation,
        "given": given,
        "is_answered": _is_answer_to_us(message),
        "error": error,
        "quoted": forwarded_words(message, language=language),
        "files": [
            file for file in files_of(request.actor, message) if file.file.kind == StoredFile.Kind.ATTACHMENT
        ],
        "chosen": request.POST.getlist("file"),
        "languages": settings.LANGUAGES,
        "language": language,
        "client_key": uuid4().hex,
        "frame": frame_of(request, "", is_counted=False),
    }
    return render(request, "desk/forward.html", context)
