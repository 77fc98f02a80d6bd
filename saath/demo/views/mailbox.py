"""The mailbox: what left, and one mail of it."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from saath.channels.email.clean import clean_html
from saath.core.errors import NotFound
from saath.core.tokens import make_token, read_token
from saath.demo.forms import AnswerForm
from saath.demo.mailbox import get_left, list_left
from saath.desk.frame import frame_of
from saath.desk.request import StaffRequest
from saath.files.links import content_origin
from saath.tenancy.actor import Actor

PURPOSE = "demo.mail"
LASTS = timedelta(minutes=10)
SHOWER = Actor.system("a signed link to one mail that left")


@require_safe
def mails(request: StaffRequest) -> HttpResponse:
    """List what left, the newest first."""
    page = {
        "mails": list_left(request.actor),
        "frame": frame_of(request, "mailbox"),
        "zone": request.store.zone,
    }
    return render(request, "demo/mails.html", page)


@require_safe
def mail(request: StaffRequest, key: str) -> HttpResponse:
    """Show one mail as its reader sees it, with a place to answer."""
    page = {
        "mail": get_left(request.actor, key),
        "form": AnswerForm(),
        "frame": frame_of(request, "mailbox"),
        "zone": request.store.zone,
    }
    return render(request, "demo/mail.html", page)


@require_safe
def original(request: StaffRequest, key: str) -> HttpResponse:
    """Send a colleague to the HTML of a mail by a link that ends by itself."""
    if not get_left(request.actor, key).html:
        raise NotFound()
    return redirect(f"{content_origin()}/mailbox/{make_token(PURPOSE, key, lasts=LASTS)}/")


@require_safe
def framed(request: HttpRequest, token: str) -> HttpResponse:
    """Show the HTML of a mail on the content host; the link is the right to read this one mail."""
    shown = get_left(SHOWER, read_token(PURPOSE, token))
    return render(request, "desk/original.html", {"html": clean_html(shown.html)})
