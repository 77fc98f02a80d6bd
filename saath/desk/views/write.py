"""Writing to a customer first."""

from __future__ import annotations

from typing import Any, BinaryIO, cast
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from saath.conversations.actions.start import Letter, start_conversation
from saath.conversations.models import ChannelAccount, Message
from saath.conversations.parts import save_uploads
from saath.conversations.queries.correspondents import correspondents, known_as, outgoing_accounts
from saath.core.errors import BadInput, NotFound, SaathError
from saath.desk.frame import frame_of
from saath.desk.request import StaffRequest
from saath.desk.taken_back import words_taken_back
from saath.desk.views.answer import client_key_of
from saath.files.errors import FileNotKept
from saath.orders.queries import get_order

FIELDS = ("to", "name", "subject", "text", "language", "account")


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: StaffRequest) -> HttpResponse:
    """Show a letter to whom `?to=` says, or about the order of `?order=`; a POST sends it and opens its conversation."""
    request.actor.require("conversation.reply")
    if request.method != "POST":
        return _page(request, {**_begun(request), **words_taken_back(request, "write")})
    given = {name: request.POST.get(name, "") for name in FIELDS}
    try:
        message = _send(request, given)
    except (BadInput, FileNotKept) as error:
        return _page(request, given, error)
    return redirect("desk:thread", queue="customer", conversation=message.conversation.public_id)


@require_safe
def known(request: StaffRequest) -> HttpResponse:
    """Return what is known of the address in `?to=`, and whom it may become."""
    return render(request, "desk/_known.html", _known(request, request.GET.get("to", "")))


def _begun(request: StaffRequest) -> dict[str, str]:
    """Return what a letter begins with. Raises `NotFound` for an order that there is not."""
    if not request.GET.get("order"):
        return {"to": request.GET.get("to", "")[:320]}
    try:
        order = get_order(request.actor, UUID(request.GET["order"]))
    except ValueError as error:
        raise NotFound() from error
    customer = order.customer
    with translation.override(customer.language or translation.get_language()):
        subject = _("Your order %(number)s") % {"number": order.number}
    return {
        "to": order.email_key,
        "name": customer.name,
        "subject": subject,
        "language": customer.wished_language,
    }


def _known(request: StaffRequest, typed: str) -> dict[str, Any]:
    typed = typed.strip()[:200]
    return {"known": known_as(request.actor, typed), "people": correspondents(request.actor, typed)}


def _send(request: StaffRequest, given: dict[str, str]) -> Message:
    uploads = [(upload.name or "file", upload) for upload in request.FILES.getlist("files")]
    language = given["language"] if given["language"] in dict(settings.LANGUAGES) else ""
    letter = Letter(given["to"], given["name"].strip(), given["subject"], given["text"], language)
    return start_conversation(
        request.actor,
        _account(request, given["account"]),
        letter=letter,
        client_key=client_key_of(request),
        files=save_uploads((name, cast(BinaryIO, upload)) for name, upload in uploads),
    )


def _account(request: StaffRequest, chosen: str) -> ChannelAccount:
    accounts = outgoing_accounts(request.actor)
    found = [account for account in accounts if str(account.public_id) == chosen] or accounts
    if not found:
        raise BadInput(_("The shop has no mail address yet."), what_to_do=_("Ask the owner to add one."))
    return found[0]


def _page(request: StaffRequest, given: dict[str, str], error: SaathError | None = None) -> HttpResponse:
    context = {
        "given": given,
        "error": error,
        "accounts": outgoing_accounts(request.actor),
        "languages": settings.LANGUAGES,
        "client_key": uuid4().hex,
        "frame": frame_of(request, ""),
        **_known(request, given.get("to", "")),
    }
    return render(request, "desk/write.html", context)
