"""The page for grievances: whose shop it is, who answers for it, by when, and a form. No sign-in, no script, no cookie."""

from __future__ import annotations

from hashlib import sha256
from typing import Any, BinaryIO, cast
from uuid import uuid4

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from saath.channels.form import MOST_FILES
from saath.conversations.parts import SavedFile, save_uploads
from saath.core.errors import BadInput, Conflict, RateLimited, SaathError
from saath.core.languages import CODES
from saath.core.network_addresses import network_of
from saath.core.ratelimit import hit
from saath.core.text import is_storable
from saath.files.errors import FileNotKept
from saath.portal.pages import ShopperRequest, page, refused, spoken
from saath.promises.grievances.actions.filing import Complaint, file_grievance
from saath.promises.grievances.proving import code_of, grievance_just_sent, sent_token
from saath.promises.grievances.queries.public import public_page
from saath.promises.grievances.rules import WORD_HOURS
from saath.promises.models import Grievance
from saath.tenancy.actor import Actor
from saath.tenancy.keys import cache_key
from saath.tenancy.transactions import read_transaction

AN_HOUR, A_DAY = 3600, 86400
FORMS_OF_NETWORK_AN_HOUR = 10
FORMS_OF_ADDRESS_A_DAY = 5
FORMS_OF_SHOP_AN_HOUR = 120


# Nothing is done here in anybody's name, and no cookie adds to it: so the form works where cookies are refused.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def grievance(request: ShopperRequest) -> HttpResponse:
    """Show the page; a POST is a grievance, and the same form again is the same one."""
    language = asked_language(request)
    with translation.override(spoken(language)):
        if request.method != "POST":
            return _page(request, language)
        try:
            _count(request)
            filed = _file(request, language)
        except (BadInput, FileNotKept, Conflict, RateLimited) as error:
            return _page(request, language, error)
        except SaathError as error:
            return refused(request, error)
    return redirect(f"{request.path}sent/{sent_token(filed)}/?lang={language}")


@require_safe
def sent(request: ShopperRequest, token: str) -> HttpResponse:
    """Show the ticket and the code of a form that was just sent."""
    try:
        with read_transaction():
            filed = grievance_just_sent(token)
    except SaathError as error:
        return refused(request, error)
    context = {
        "grievance": filed,
        "code": code_of(filed),
        "zone": filed.store.zone,
        "is_mailed": filed.word_id is not None,
        "language": asked_language(request),
    }
    return page(request, "portal/grievance_sent.html", context, language=asked_language(request))


def asked_language(request: ShopperRequest) -> str:
    """Return the language that the address or the form asks for, '' where it asks for none that we speak."""
    asked = request.POST.get("lang") or request.GET.get("lang", "")
    return asked if asked in CODES else translation.get_language() or "en"


def network(request: ShopperRequest) -> str:
    """Return by what tries of whoever asks are counted."""
    return network_of(str(request.META.get("REMOTE_ADDR", "")))


def _count(request: ShopperRequest) -> None:
    """Count a form; raises `RateLimited`. What only a machine fills in is told nothing but that.

    The same form again is the same grievance, and is counted for the network alone: who presses often loses nothing.
    """
    address = "".join(request.POST.get("address", "").casefold().split())[:320]
    hit(cache_key("grievances of network", network(request)), FORMS_OF_NETWORK_AN_HOUR, AN_HOUR)
    if _is_pressed_again(request):
        return
    if address:
        hit(cache_key("grievances of address", address), FORMS_OF_ADDRESS_A_DAY, A_DAY)
    hit(cache_key("grievances of shop"), FORMS_OF_SHOP_AN_HOUR, AN_HOUR)
    if request.POST.get("website"):
        raise RateLimited(retry_after_seconds=AN_HOUR)


def _is_pressed_again(request: ShopperRequest) -> bool:
    if not _client_key(request):
        return False
    names = ("key", "name", "address", "words", "cause", "order", "website")
    entered = [request.POST.get(name, "") for name in names]
    said = "\0".join([*entered, *(each.name or "" for each in request.FILES.getlist("files"))])
    try:
        hit(cache_key("grievance form", sha256(said.encode(errors="replace")).hexdigest()), 1, A_DAY)
    except RateLimited:
        return not request.POST.get("website")
    return False


def _client_key(request: ShopperRequest) -> str:
    key = request.POST.get("key", "")
    return key if 0 < len(key) <= 50 and is_storable(key) else ""


def _file(request: ShopperRequest, language: str) -> Grievance:
    said = request.POST
    complaint = Complaint(
        name=said.get("name", ""),
        address=said.get("address", ""),
        words=said.get("words", ""),
        cause=said.get("cause", ""),
        order_number=said.get("order", ""),
        language=language,
        files=_files(request),
    )
    client_key = _client_key(request) or uuid4().hex
    actor = Actor(kind="outsider", label="by the form", store_id=request.store.pk)
    return file_grievance(actor, complaint=complaint, client_key=client_key)


def _files(request: ShopperRequest) -> tuple[SavedFile, ...]:
    with read_transaction():
        public_page()  # nothing is kept for a shop that shows no form
    uploads = [(each.name or "file", each) for each in request.FILES.getlist("files")]
    if len(uploads) > MOST_FILES:
        raise BadInput(
            _("At most %(n)d files fit into one form.") % {"n": MOST_FILES},
            what_is_safe=_("Nothing was sent."),
            what_to_do=_("Send the others when we answer you."),
            field="files",
        )
    return tuple(save_uploads((name, cast(BinaryIO, upload)) for name, upload in uploads))


def _page(request: ShopperRequest, language: str, error: SaathError | None = None) -> HttpResponse:
    try:
        with read_transaction():
            shown = public_page()
    except SaathError as not_shown:
        return refused(request, not_shown)
    said = request.POST
    context: dict[str, Any] = {
        "shown": shown,
        "own_words": shown.own_words(spoken(language)),
        "causes": Grievance.Cause.choices,
        "cause": said.get("cause", ""),
        "said": {name: said.get(name, "") for name in ("name", "address", "order", "words")},
        "error": error,
        "field": getattr(error, "field", ""),
        "key": said.get("key") or uuid4().hex,
        "language": spoken(language),
        "most_files": MOST_FILES,
        "most_bytes": settings.MAX_MAIL_BYTES,
        "law_hours": WORD_HOURS,
    }
    status = 429 if isinstance(error, RateLimited) else 422 if error else 200
    return page(request, "portal/grievance.html", context, language=language, status=status)
