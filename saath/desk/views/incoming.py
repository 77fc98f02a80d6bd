"""Settings of mail that comes in: whom we believe about senders, and whose mail is let in or kept out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saath.conversations.actions.accounts import trust_server
from saath.conversations.actions.sender_rules import add_sender_rule, remove_sender_rule
from saath.conversations.models import ChannelAccount
from saath.conversations.queries.incoming import get_account, get_sender_rule, incoming_mail
from saath.core.errors import BadInput
from saath.desk.frame import frame_of
from saath.desk.request import StaffRequest
from saath.mailboxes.queries import believable_servers


@require_safe
def show_incoming(request: StaffRequest) -> HttpResponse:
    """Show the settings."""
    return _page(request)


@require_POST
def trust(request: StaffRequest, account: UUID) -> HttpResponse:
    """Believe these mail servers about senders."""
    found, names = get_account(request.actor, account), request.POST.get("authserv_ids", "")
    try:
        trust_server(
            request.actor,
            found,
            authserv_ids=names,
            is_behind_server=request.POST.get("is_behind_server") == "on",
        )
    except BadInput as error:
        return _page(request, error=error, wrong=found.public_id, entered=names)
    messages.success(request, _("Saved."))
    return redirect("desk:incoming")


@require_POST
def add_rule(request: StaffRequest) -> HttpResponse:
    """Let a sender's mail in, or keep it out."""
    kind, sender = request.POST.get("kind", ""), request.POST.get("sender", "")
    try:
        add_sender_rule(request.actor, kind=kind, sender=sender)
    except BadInput as error:
        return _page(request, error=error, entered=sender)
    return redirect("desk:incoming")


@require_POST
def remove_rule(request: StaffRequest, rule: UUID) -> HttpResponse:
    """Judge a sender's mail by itself again."""
    remove_sender_rule(request.actor, get_sender_rule(request.actor, rule))
    return redirect("desk:incoming")


def _page(request: StaffRequest, **trouble: Any) -> HttpResponse:
    shown = incoming_mail(request.actor, cursor=request.GET.get("cursor", ""))
    context = {
        "shown": shown,
        "accounts": _with_offers(request, shown.accounts),
        "frame": frame_of(request, "settings-incoming"),
        **trouble,
    }
    return render(request, "desk/incoming.html", context, status=422 if trouble else 200)


def _with_offers(
    request: StaffRequest, accounts: Sequence[ChannelAccount]
) -> list[tuple[ChannelAccount, str]]:
    """Return each address with the server at which its mail is read, '' where there is none or it is believed already."""
    servers = believable_servers(request.actor)
    named = [(account, servers.get(account.pk, "")) for account in accounts]
    return [
        (account, "" if name in account.authserv_ids.lower().split() else name) for account, name in named
    ]
