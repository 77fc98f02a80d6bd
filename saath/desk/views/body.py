"""A message as its sender made it: sanitised in a sandboxed page on the content host, raw, or whole."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from saath.conversations.actions.release import note_download
from saath.conversations.queries.conversations import get_message
from saath.conversations.queries.original import files_of, original_html, receipt_of
from saath.core.tokens import make_token, read_token
from saath.desk.frame import frame_of
from saath.desk.request import StaffRequest
from saath.files.links import content_origin, signed_url

PURPOSE = "desk.original"
LASTS = timedelta(minutes=10)


@require_safe
def original(request: StaffRequest, message: UUID) -> HttpResponse:
    """Send a colleague to the original of a message by a link that ends by itself."""
    found = get_message(request.actor, message)
    if found.html_id is None:
        raise Http404
    token = make_token(PURPOSE, str(found.public_id), lasts=LASTS)
    return redirect(f"{content_origin()}/m/{token}/")


@require_safe
def raw(request: StaffRequest, message: UUID) -> HttpResponse:
    """Send a colleague to the mail of a message, octet by octet, by a link that ends by itself."""
    found = get_message(request.actor, message)
    name = f"{found.conversation.reference}.eml"
    receipt = receipt_of(request.actor, found)
    if receipt.raw is None:
        raise Http404
    note_download(request.actor, receipt)
    return redirect(signed_url(receipt.raw, name=name, seconds=int(LASTS.total_seconds())))


@require_safe
def whole(request: StaffRequest, message: UUID) -> HttpResponse:
    """Show every word and every file of a message that a thread shows the beginning of."""
    found = get_message(request.actor, message)
    context = {
        "message": found,
        "conversation": found.conversation,
        "files": files_of(request.actor, found),
        "frame": frame_of(request, "", is_counted=False),
    }
    return render(request, "desk/whole.html", context)


@require_safe
def framed(request: HttpRequest, token: str) -> HttpResponse:
    """Show the original on the content host; the link is the right to read this one message."""
    public_id = read_token(PURPOSE, token)
    return render(request, "desk/original.html", {"html": original_html(UUID(public_id))})
