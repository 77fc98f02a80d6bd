"""How a grievance stands, for who has its code or a link that went to the address that complained."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from saath.core.clock import now
from saath.core.errors import BadInput, RateLimited, SaathError
from saath.core.ratelimit import hit
from saath.core.references import normalise_reference
from saath.core.tokens import ExpiredToken
from saath.portal.pages import ShopperRequest, page, refused, spoken
from saath.portal.views.grievance import AN_HOUR, asked_language, network
from saath.promises.grievances.actions.asking import ask_for_link
from saath.promises.grievances.proving import find_by_reference, grievance_of_link, is_code_of, is_read_here
from saath.promises.grievances.queries.public import public_page
from saath.promises.grievances.queries.status import status_of
from saath.promises.grievances.words import decision_in_words
from saath.promises.models import Grievance
from saath.tenancy.actor import Actor
from saath.tenancy.keys import cache_key
from saath.tenancy.transactions import read_transaction

TRIES_OF_NETWORK_AN_HOUR = 30
TRIES_OF_REFERENCE_AN_HOUR = 10


# Nothing is done here in anybody's name, and no cookie adds to it: so the form works where cookies are refused.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def status(request: ShopperRequest) -> HttpResponse:
    """Ask for reference and code; without the code a link goes to the address that complained, if there is such a grievance."""
    with translation.override(spoken(asked_language(request))):
        try:
            with read_transaction():
                public_page()
            if request.method != "POST":
                return _ask(request)
            return _answer(request)
        except (BadInput, RateLimited) as error:
            return _ask(request, error=error)
        except SaathError as error:
            return refused(request, error)


@require_safe
def linked(request: ShopperRequest, token: str) -> HttpResponse:
    """Show how it stands to who has a link. Looking changes nothing: mail scanners open every link."""
    try:
        with read_transaction():
            grievance = grievance_of_link(token)
    except ExpiredToken:
        return _ask(request, expired=True, code=HTTPStatus.GONE)
    except SaathError as error:
        return refused(request, error)
    language = request.GET.get("lang") or grievance.language
    return _show(request, grievance, language=language, has_address=True)


def _answer(request: ShopperRequest) -> HttpResponse:
    reference, code = request.POST.get("reference", "")[:40], request.POST.get("code", "")[:80]
    _count(request, reference)
    if not code.strip():
        ask_for_link(
            Actor(kind="outsider", label="by the form", store_id=request.store.pk), reference=reference
        )
        return _ask(request, is_asked=True)
    with read_transaction():
        grievance = find_by_reference(reference)
        is_theirs = is_code_of(grievance, code)
    if grievance is None or not is_theirs:
        raise BadInput(
            _("We find no grievance with this ticket number and this code."),
            what_is_safe="",
            what_to_do=_("Look at both again, or leave the code empty: then we send you a link."),
            field="code",
        )
    return _show(request, grievance, language=asked_language(request), has_address=is_read_here(grievance))


def _count(request: ShopperRequest, reference: str) -> None:
    hit(cache_key("status of network", network(request)), TRIES_OF_NETWORK_AN_HOUR, AN_HOUR)
    name = normalise_reference(reference) or "none"
    hit(cache_key("status of reference", name), TRIES_OF_REFERENCE_AN_HOUR, AN_HOUR)


def _show(request: ShopperRequest, grievance: Grievance, *, language: str, has_address: bool) -> HttpResponse:
    with read_transaction(), translation.override(spoken(language)):
        shown = status_of(grievance, now=now(), has_address=has_address)
        decision = decision_in_words(shown.outcome, shown.refusal) if shown.outcome else ""
        context: dict[str, Any] = {
            "shown": shown,
            "decision": decision,
            "zone": grievance.store.zone,
            "language": spoken(language),
            "may_switch": request.method != "POST",
        }
    return page(request, "portal/grievance_stands.html", context, language=language)


def _ask(
    request: ShopperRequest,
    *,
    error: SaathError | None = None,
    is_asked: bool = False,
    expired: bool = False,
    code: int = HTTPStatus.OK,
) -> HttpResponse:
    context = {
        "error": error,
        "field": getattr(error, "field", ""),
        "is_asked": is_asked,
        "is_expired": expired,
        "reference": request.POST.get("reference", "")[:40] or request.GET.get("ticket", "")[:40],
        "entered_code": request.POST.get("code", "")[:80] if error else "",
        "language": spoken(asked_language(request)),
    }
    if error is not None:
        code = 429 if isinstance(error, RateLimited) else 422
    return page(
        request, "portal/grievance_status.html", context, language=asked_language(request), status=code
    )
