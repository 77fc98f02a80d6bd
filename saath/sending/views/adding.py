"""Adding a way out: first which kind, then who signs in."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from saath.accounts.requests import actor_of
from saath.channels.email.smtp_out import Security
from saath.conversations.models import ChannelAccount
from saath.core.errors import BadInput, Conflict, NotFound
from saath.mailboxes.rules import preset_at
from saath.sending.actions import ways
from saath.sending.forms import BrevoForm, MailgunForm, PlaceForm, ServerForm
from saath.sending.models import WayOut
from saath.sending.presets import SERVER_OF_MAILBOX, SERVICES
from saath.sending.queries import get_address, get_sign_in, get_way, mailbox_server
from saath.tenancy.actor import Actor

Add = Callable[[Actor, ChannelAccount, dict[str, str]], object]


@require_http_methods(["GET", "HEAD", "POST"])
def add_server(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask for a mail server, filled in where the provider of the mailbox is known."""
    account = get_address(actor_of(request), public_id)
    server = mailbox_server(account)
    place = SERVER_OF_MAILBOX.get(server)
    initial = {
        "host": place.host if place else "",
        "port": place.port if place else 587,
        "user": account.address,
    }
    form = ServerForm(request.POST or None, initial=initial)
    return _add(request, account, form, _server, "sending/server.html", preset=preset_at(server))


@require_http_methods(["GET", "HEAD", "POST"])
def add_mailgun(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask for a domain at Mailgun and its key."""
    account = get_address(actor_of(request), public_id)
    form = MailgunForm(request.POST or None, initial={"user": account.address.rpartition("@")[2]})
    return _add(request, account, form, _mailgun, "sending/service.html", service=SERVICES["mailgun"])


@require_http_methods(["GET", "HEAD", "POST"])
def add_brevo(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask for a key of Brevo."""
    account = get_address(actor_of(request), public_id)
    form = BrevoForm(request.POST or None)
    return _add(request, account, form, _brevo, "sending/service.html", service=SERVICES["brevo"])


@require_POST
def add_consent(request: HttpRequest, public_id: str, mailbox_id: str) -> HttpResponse:
    """Send by the sign-in of a mailbox."""
    actor = actor_of(request)
    account = get_address(actor, public_id)
    ways.add_consent(actor, account, mailbox=get_sign_in(actor, account, mailbox_id))
    return redirect("sending:all")


@require_http_methods(["GET", "HEAD", "POST"])
def change_place(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask for another server or port of a way."""
    way = get_way(actor_of(request), public_id)
    if way.kind != WayOut.Kind.SMTP:
        raise NotFound
    initial = {"host": way.host, "port": way.port, "security": way.security}
    form = PlaceForm(request.POST or None, initial=initial)

    def change(actor: Actor, _account: ChannelAccount, data: dict[str, str]) -> None:
        ways.change_place(
            actor,
            way,
            host=data["host"].strip(),
            port=int(data["port"]),
            security=Security(data["security"]),
            secret=data["secret"],
        )

    return _add(request, way.account, form, change, "sending/server.html", way=way)


def _add(
    request: HttpRequest, account: ChannelAccount, form: forms.Form, add: Add, template: str, **more: object
) -> HttpResponse:
    if form.is_bound and form.is_valid():
        try:
            add(actor_of(request), account, form.cleaned_data)
        except (BadInput, Conflict) as error:
            field = getattr(error, "field", "") or None
            form.add_error(field, str(error.message))
        else:
            return redirect("sending:all")
    page = {"form": form, "account": account, **more}
    return render(request, template, page, status=422 if form.is_bound else 200)


def _server(actor: Actor, account: ChannelAccount, data: dict[str, str]) -> object:
    return ways.add_server(
        actor,
        account,
        host=data["host"].strip(),
        port=int(data["port"]),
        security=Security(data["security"]),
        user=data["user"].strip(),
        password=data["secret"],
    )


def _mailgun(actor: Actor, account: ChannelAccount, data: dict[str, str]) -> object:
    return ways.add_mailgun(
        actor, account, domain=data["user"].strip(), key=data["secret"], region=data["region"]
    )


def _brevo(actor: Actor, account: ChannelAccount, data: dict[str, str]) -> object:
    return ways.add_brevo(actor, account, key=data["secret"])
