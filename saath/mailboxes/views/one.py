"""One mailbox: how it stands, and what to do with it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saath.accounts.requests import actor_of, store_of
from saath.channels.email.imap_facts import Security, Trouble
from saath.core.clock import now
from saath.core.errors import BadInput, Conflict
from saath.mailboxes.actions import manage
from saath.mailboxes.forms import DAYS, PasswordForm, PlaceForm, SinceForm, chosen_since
from saath.mailboxes.models import Mailbox
from saath.mailboxes.queries import ShownMailbox, get_mailbox, show_mailbox
from saath.mailboxes.rules import preset_at
from saath.mailboxes.status import status_of
from saath.mailboxes.words import SAID_BY_SERVER
from saath.tenancy.actor import Actor

# Its fields stand on one page with those of the other forms.
PLACE_IDS = "place_%s"


@require_safe
def show_one(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a mailbox."""
    return _page(request, public_id)


@require_POST
def choose(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say what becomes of the mails that are there."""
    actor = actor_of(request)
    try:
        since = chosen_since(request.POST.get("since", ""), today=now().date())
    except ValueError as error:
        raise BadInput(field="since") from error
    manage.choose_import(actor, get_mailbox(actor, public_id), since=since)
    messages.success(request, _("New mail comes in from now on."))
    return redirect("mailboxes:one", public_id)


@require_POST
def look_again(request: HttpRequest, public_id: str) -> HttpResponse:
    """Go through the mails since a day once more."""
    actor, form = actor_of(request), SinceForm(request.POST)
    actor.require("store.settings")
    if not form.is_valid():
        return _page(request, public_id, since_form=form)
    manage.scan_again(actor, get_mailbox(actor, public_id), since=form.cleaned_data["since"])
    return redirect("mailboxes:one", public_id)


@require_POST
def visit_now(request: HttpRequest, public_id: str) -> HttpResponse:
    """Try at once."""
    actor = actor_of(request)
    manage.try_again(actor, get_mailbox(actor, public_id))
    return redirect("mailboxes:one", public_id)


@require_POST
def count_sent(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let answers from elsewhere count, or not."""
    actor = actor_of(request)
    manage.read_sent(actor, get_mailbox(actor, public_id), wanted=request.POST.get("wanted") == "yes")
    messages.success(request, _("Saved."))
    return redirect("mailboxes:one", public_id)


@require_POST
def enter_password(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take another password."""
    actor, form = actor_of(request), PasswordForm(request.POST)
    actor.require("store.settings")
    if not form.is_valid():
        return _page(request, public_id, password_form=form)
    manage.change_password(actor, get_mailbox(actor, public_id), password=form.cleaned_data["password"])
    return redirect("mailboxes:one", public_id)


@require_POST
def enter_place(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take another server or port."""
    actor, form = actor_of(request), PlaceForm(request.POST, auto_id=PLACE_IDS)
    mailbox = get_mailbox(actor, public_id)
    if form.is_valid() and _change_place(actor, mailbox, form):
        messages.success(request, _("Saved."))
        return redirect("mailboxes:one", public_id)
    return _page(request, public_id, place_form=form)


def _change_place(actor: Actor, mailbox: Mailbox, form: PlaceForm) -> bool:
    """Change it as the form says; False where it cannot be, with the reason in the form."""
    data = form.cleaned_data
    try:
        manage.change_place(
            actor,
            mailbox,
            host=data["host"].strip(),
            port=data["port"],
            security=Security(data["security"]),
            password=data["password"],
        )
    except (BadInput, Conflict) as error:
        form.add_error(getattr(error, "field", "") or None, str(error.message))
        return False
    return True


@require_POST
def pause(request: HttpRequest, public_id: str) -> HttpResponse:
    """Read it no more for now."""
    actor = actor_of(request)
    manage.pause_mailbox(actor, get_mailbox(actor, public_id))
    return redirect("mailboxes:one", public_id)


@require_POST
def resume(request: HttpRequest, public_id: str) -> HttpResponse:
    """Read it again."""
    actor = actor_of(request)
    manage.resume_mailbox(actor, get_mailbox(actor, public_id))
    return redirect("mailboxes:one", public_id)


@require_POST
def remove(request: HttpRequest, public_id: str) -> HttpResponse:
    """Forget it and what opens it."""
    actor = actor_of(request)
    mailbox = get_mailbox(actor, public_id)
    manage.remove_mailbox(actor, mailbox)
    messages.success(request, _("%(user)s is removed. What came from it stays.") % {"user": mailbox.user})
    return redirect("mailboxes:all")


def _page(request: HttpRequest, public_id: str, **forms: Any) -> HttpResponse:
    shown = show_mailbox(actor_of(request), public_id)
    by_password = shown.mailbox.sign_in == Mailbox.SignIn.PASSWORD
    page = {
        "shown": shown,
        "preset": preset_at(shown.mailbox.host),
        "mailbox": shown.mailbox,
        "status": status_of(shown),
        "zone": store_of(request).zone,
        "offers": _offers(shown),
        "is_choosing": shown.mailbox.state == Mailbox.State.CHOOSING,
        "is_paused": shown.mailbox.state == Mailbox.State.PAUSED,
        "by_password": by_password,
        "is_refused": by_password and shown.mailbox.trouble == Trouble.PASSWORD,
        "password_form": PasswordForm(),
        "since_form": SinceForm(),
        "is_said_by_server": shown.mailbox.trouble in SAID_BY_SERVER,
        "place_form": PlaceForm(initial=_place(shown.mailbox), auto_id=PLACE_IDS),
        **forms,
    }
    return render(request, "mailboxes/one.html", page, status=422 if forms else 200)


def _place(mailbox: Mailbox) -> dict[str, object]:
    return {"host": mailbox.host, "port": mailbox.port, "security": mailbox.security}


def _offers(shown: ShownMailbox) -> list[tuple[str, int]]:
    """Return what to import, with the number of mails; an age that brings no more than the one before is left out."""
    counts = shown.counts
    offers: list[tuple[str, int]] = []
    for age in (*DAYS, "all"):
        count = counts.get(age, 0)
        if count and (not offers or count > offers[-1][1]):
            offers.append((age, count))
    return offers
