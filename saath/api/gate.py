"""The gate of the API: whose token it is, whether it may do this, how often, and in which store and transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import wraps
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from saath.api.many import Many, serve_many
from saath.api.parsing import check_parameters, read_body, read_file
from saath.api.problems import MissingScope, UnknownToken, problem_of
from saath.api.request import ApiRequest
from saath.api.writing import Single, write_once, write_outward
from saath.core.errors import BadInput, RateLimited, SaathError
from saath.core.ratelimit import Standing, hit, share
from saath.core.tokens import bearer_token
from saath.programs.actions.tokens import note_use
from saath.programs.grants import Grant
from saath.programs.queries import grant_of
from saath.tenancy.keys import cache_key
from saath.tenancy.scope import store_scope
from saath.tenancy.transactions import read_transaction

INCLUDE = "include"
WINDOW_SECONDS = 60
Run = Callable[..., HttpResponse]


@dataclass(slots=True)
class Rule:
    """What an operation asks of a request: `scope`, '' for any token, and the parameters that it knows.

    `includes` are what can come along, each with the scope that it asks for. `single` is what `If-Match` is compared with.
    One that `asks_outside` runs in no transaction. The body of one that `takes_file` is a file, whose name is a parameter; that
    of one with `many` is a list, or a thing a line.
    """

    scope: str
    is_write: bool
    single: Single | None = None
    asks_outside: bool = False
    takes_file: bool = False
    includes: Mapping[str, str] = field(default_factory=dict)
    parameters: frozenset[str] = field(default_factory=frozenset)
    prefix: str = ""
    many: Many | None = None


def gate(rule: Rule) -> Callable[[Run], Run]:
    """Let an operation run for whoever may; everything that is refused is told as a problem in the asker's language."""

    def close(run: Run) -> Run:
        @wraps(run)
        def serve(request: ApiRequest, **path: UUID) -> HttpResponse:
            language = translation.get_language_from_request(request)
            with translation.override(language):
                response = _serve(rule, run, request, path)
            response.headers.setdefault("Cache-Control", "no-store")
            response.headers["Content-Language"] = language
            return response

        return serve

    return close


def _serve(rule: Rule, run: Run, request: ApiRequest, path: dict[str, UUID]) -> HttpResponse:
    standing: Standing | None = None
    try:
        with ExitStack() as scope:
            if not rule.is_write:
                scope.enter_context(read_transaction())
            request.grant = grant = _grant(request)
            request.actor = grant.actor
            scope.enter_context(store_scope(request.store.pk))
            standing = _count(grant)
            response = _let_in(rule, run, request, path)
    except SaathError as error:
        response = problem_of(request, error)
        if isinstance(error, RateLimited) and standing is None:
            _tell_standing(response, Standing(settings.API_REQUESTS_A_MINUTE, 0, error.retry_after_seconds))
    if standing is not None:
        _tell_standing(response, standing)
        _note_use(request)
    return response


def _let_in(rule: Rule, run: Run, request: ApiRequest, path: dict[str, UUID]) -> HttpResponse:
    if rule.scope:
        require_scope(request, rule.scope)
    check_parameters(request, rule.parameters, rule.prefix)
    request.included = _included(request, rule.includes)
    if not rule.is_write:
        return run(request, **path)
    if rule.many is not None:
        return serve_many(request, rule.many, lambda: run(request, **path))
    (read_file if rule.takes_file else read_body)(request)
    if rule.asks_outside:
        return write_outward(request, lambda: run(request, **path))
    thing = next(iter(path.values()), None)
    return write_once(request, lambda: run(request, **path), single=rule.single, thing=thing)


def _grant(request: ApiRequest) -> Grant:
    grant = grant_of(bearer_token(request.headers.get("Authorization", "")), request.store)
    if grant is None:
        raise UnknownToken()
    return grant


def _count(grant: Grant) -> Standing:
    return hit(_counted_by(grant), settings.API_REQUESTS_A_MINUTE, WINDOW_SECONDS, is_of_process=True)


def _counted_by(grant: Grant) -> str:
    return cache_key("api", str(grant.public_id))


def _tell_standing(response: HttpResponse, standing: Standing) -> None:
    """Say how much is left of what a token may ask (draft-ietf-httpapi-ratelimit-headers)."""
    response.headers["RateLimit-Policy"] = f'"token";q={standing.limit};w={WINDOW_SECONDS}'
    response.headers["RateLimit"] = f'"token";r={standing.left};t={standing.seconds}'


def _note_use(request: ApiRequest) -> None:
    with store_scope(request.store.pk):
        share(_counted_by(request.grant), settings.API_REQUESTS_A_MINUTE, WINDOW_SECONDS)
        if request.grant.is_use_due:
            note_use(request.actor, token_id=request.grant.token_id)


def _included(request: ApiRequest, known: Mapping[str, str]) -> frozenset[str]:
    asked = request.GET.get(INCLUDE, "")
    named = {*asked.split(",")} if asked else set()
    unknown = sorted(named - {*known})
    if unknown:
        raise BadInput(
            _("There is nothing called %(name)s to include.") % {"name": unknown[0]}, field=INCLUDE
        )
    for name in sorted(named):
        require_scope(request, known[name])
    return frozenset(named)


def require_scope(request: ApiRequest, scope: str) -> None:
    """Raise `MissingScope` unless a token is for this: scopes share verbs, so the actions behind do not tell them apart."""
    if scope not in request.grant.scopes:
        raise MissingScope(scope)
