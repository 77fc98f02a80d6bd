"""What every address of the chat's API has in common: the shop's chat, the visitor's token, words for what is refused.

The token is all that gives a right here and no cookie adds to it, so nothing needs a proof of origin.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, TypeVar
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from saath.chat_widget.problems import problem
from saath.chat_widget.requests import ChatRequest, VisitorRequest
from saath.chats.errors import Blocked, UnknownVisitor
from saath.chats.queries.settings import chat_settings
from saath.chats.queries.visitors import visitor_of
from saath.chats.rules import language_of_visitor
from saath.core.errors import BadInput, NotFound, SaathError
from saath.core.network_addresses import network_of
from saath.core.ratelimit import hit
from saath.core.text import is_storable, storable
from saath.core.tokens import bearer_token
from saath.files.errors import FileNotKept
from saath.tenancy.keys import cache_key
from saath.tenancy.transactions import read_transaction

MOST_OCTETS = 20_000
# Many people stand behind one address of a mobile network; one person writes no faster than this.
OF_ADDRESS_A_MINUTE = 240
OF_VISITOR_A_MINUTE = 90

View = Callable[..., HttpResponse]
Request = TypeVar("Request", bound=ChatRequest)


def chat_api(*methods: str) -> Callable[[View], View]:
    """Make a view an address of the API that anybody may ask: 404 without a chat, problems as JSON (RFC 9457)."""

    def decorate(view: View) -> View:
        @csrf_exempt
        @require_http_methods([*methods])
        @wraps(view)
        def answer(request: ChatRequest, **parts: Any) -> HttpResponse:
            with translation.override(_language(request)):
                try:
                    _meet(request)
                    response = view(request, **parts)
                except (SaathError, FileNotKept) as error:
                    response = problem(error)
            response.headers["Cache-Control"] = "no-store"
            return response

        return answer

    return decorate


def visitor_api(*methods: str) -> Callable[[View], View]:
    """Make a view an address of the API for the holder of a token: 401 for a bad one, 403 for one who is blocked."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: VisitorRequest, **parts: Any) -> HttpResponse:
            with read_transaction():
                visitor = visitor_of(bearer_token(request.headers.get("Authorization", "")))
            if visitor is None:
                raise UnknownVisitor()
            if visitor.blocked_at is not None:
                raise Blocked()
            request.visitor = visitor
            count(request, str(visitor.public_id), OF_VISITOR_A_MINUTE)
            return view(request, **parts)

        return chat_api(*methods)(answer)

    return decorate


def count(
    request: ChatRequest,
    who: str,
    limit: int,
    *,
    amount: int = 1,
    seconds: int = 60,
    is_of_process: bool = True,
) -> None:
    """Count what somebody asks for; raises `RateLimited`."""
    hit(cache_key("chat", who), limit, seconds, amount=amount, is_of_process=is_of_process)


def address_of(request: ChatRequest) -> str:
    """Return the network address that asks, as it is counted."""
    return network_of(str(request.META.get("REMOTE_ADDR", "")))


def fields_of(request: ChatRequest) -> dict[str, Any]:
    """Return the JSON object that a request carries; raises `BadInput`."""
    try:
        read = json.loads(request.body) if len(request.body) <= MOST_OCTETS else None
    except (ValueError, RecursionError):
        read = None
    if not isinstance(read, dict):
        raise BadInput()
    return read


def text_in(fields: dict[str, Any], name: str) -> str:
    """Return a text of a JSON object, '' where it is missing; raises `BadInput` for what is none, or cannot be kept."""
    value = _said(fields, name)
    if not is_storable(value):
        raise BadInput(field=name)
    return value


def words_in(fields: dict[str, Any], name: str) -> str:
    """Return what a person wrote, as far as it can be kept, '' where it is missing; raises `BadInput` for what is no text."""
    return storable(_said(fields, name))


def _said(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadInput(field=name)
    return value


def id_in(fields: dict[str, Any], name: str) -> UUID:
    """Return a public id of a JSON object; raises `BadInput`."""
    try:
        return UUID(text_in(fields, name))
    except ValueError as error:
        raise BadInput(field=name) from error


def answer_json(data: dict[str, Any], status: int = HTTPStatus.OK) -> JsonResponse:
    """Return a JSON object."""
    return JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False})


def _meet(request: ChatRequest) -> None:
    """Put the shop's chat on the request; raises `NotFound` where it has none, `RateLimited`."""
    count(request, f"address:{address_of(request)}", OF_ADDRESS_A_MINUTE)
    with read_transaction():
        settings = chat_settings()
    if settings is None or not settings.is_on:
        raise NotFound()
    request.chat = settings


def _language(request: ChatRequest) -> str:
    """Return the language that is asked for, else that of the browser."""
    return language_of_visitor(request.GET.get("lang", "")) or translation.get_language() or "en"
