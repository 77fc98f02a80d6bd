"""Where apps knock by themselves: tokens, and what this server is. No cookie is looked at."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from saath.accounts import whence
from saath.accounts.access import View, for_anyone
from saath.accounts.requests import store_of
from saath.core.errors import RateLimited
from saath.core.network_addresses import network_of
from saath.core.ratelimit import hit
from saath.programs.actions.exchanging import exchange_tokens, take_token_back
from saath.programs.oauth.asked import Answered, Asked
from saath.programs.oauth.server import tell_of_token
from saath.programs.scopes import SCOPES
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope

APP = Actor.system("an app asks for itself")
FORM = "application/x-www-form-urlencoded"
MOST_REFUSED, REFUSED_SECONDS = 60, 60
METADATA_SECONDS = 3600


def _door(answer: Callable[[Asked], Answered]) -> View:
    """Make a door: what comes in a form, for the shop of the host; who is refused again and again has to wait."""

    @wraps(answer)
    def knock(request: HttpRequest) -> HttpResponse:
        asked = _asked(request)
        if asked is None:
            answered = Answered(
                HTTPStatus.BAD_REQUEST, '{"error": "invalid_request"}', {"Content-Type": "application/json"}
            )
        else:
            with store_scope(store_of(request).pk):
                answered = answer(asked)
        if answered.status >= HTTPStatus.BAD_REQUEST:
            answered = _counted(answered)
        return HttpResponse(
            answered.body, status=answered.status, headers={"Cache-Control": "no-store", **answered.headers}
        )

    return csrf_exempt(for_anyone(require_POST(knock)))


@_door
def token(asked: Asked) -> Answered:
    """Change a code, or a token that renews, for tokens (RFC 6749, 3.2)."""
    return exchange_tokens(APP, asked=asked)


@_door
def revoke(asked: Asked) -> Answered:
    """Take a token back (RFC 7009)."""
    return take_token_back(APP, asked=asked)


@_door
def introspect(asked: Asked) -> Answered:
    """Tell a confidential app of a token of its own (RFC 7662)."""
    return tell_of_token(APP, asked)


@for_anyone
@require_safe
def metadata(request: HttpRequest) -> JsonResponse:
    """Say where the doors are and what they take (RFC 8414, RFC 9207)."""
    secrets = ["client_secret_basic", "client_secret_post"]
    about = {
        "issuer": issuer_of(request),
        "authorization_endpoint": request.build_absolute_uri(reverse("programs:authorize")),
        "token_endpoint": request.build_absolute_uri(reverse("programs:token")),
        "revocation_endpoint": request.build_absolute_uri(reverse("programs:revoke")),
        "introspection_endpoint": request.build_absolute_uri(reverse("programs:introspect")),
        "scopes_supported": [scope.name for scope in SCOPES],
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": ["none", *secrets],
        "revocation_endpoint_auth_methods_supported": ["none", *secrets],
        "introspection_endpoint_auth_methods_supported": secrets,
        "authorization_response_iss_parameter_supported": True,
        "ui_locales_supported": ["en", "hi", "gu"],
    }
    return JsonResponse(about, headers={"Cache-Control": f"public, max-age={METADATA_SECONDS}"})


def issuer_of(request: HttpRequest) -> str:
    """Return by what this server is named: scheme and host, as the app reached it."""
    return request.build_absolute_uri("/").removesuffix("/")


def _asked(request: HttpRequest) -> Asked | None:
    if request.content_type != FORM:
        return None
    try:
        body = request.body.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return Asked(request.build_absolute_uri(), body, request.headers.get("Authorization", ""))


def _counted(refused: Answered) -> Answered:
    try:
        hit(
            f"app refused:{network_of(whence.here().ip or '')}",
            MOST_REFUSED,
            REFUSED_SECONDS,
            is_of_process=True,
        )
    except RateLimited as error:
        wait = {"Content-Type": "application/json", "Retry-After": str(error.retry_after_seconds)}
        return Answered(HTTPStatus.TOO_MANY_REQUESTS, '{"error": "temporarily_unavailable"}', wait)
    return refused
