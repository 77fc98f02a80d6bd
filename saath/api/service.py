"""The API itself: every resource, and what becomes of what goes wrong."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

from saath.api.openapi import DESCRIPTION
from saath.api.parsing import ReadBody
from saath.api.problems import problem_of, problem_of_input
from saath.api.routes import (
    amends,
    audit,
    chain,
    chat,
    checklists,
    checklists_written,
    connections,
    conversations,
    customers,
    deliveries,
    drafts,
    events,
    exports,
    fields,
    files,
    find,
    grievances,
    hearing,
    hours,
    imports,
    incoming,
    known,
    known_customers,
    mailboxes,
    messages,
    moves,
    order_acts,
    orders,
    outsiders,
    own_words,
    policies,
    problems,
    products,
    questions,
    rest,
    routing,
    saved_replies,
    settings,
    sorting,
    standards,
    sweeps,
    team,
    triage,
    views,
    ways_out,
    webhooks,
)
from saath.core.errors import NotFound, SaathError

api = NinjaAPI(
    title="Saath",
    version="1.0.0",
    description=DESCRIPTION,
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
    parser=ReadBody(),
)
RESOURCES = (
    conversations,
    triage,
    rest,
    sorting,
    standards,
    moves,
    messages,
    deliveries,
    drafts,
    files,
    find,
    problems,
    grievances,
    checklists,
    known,
    questions,
    outsiders,
    sweeps,
    views,
    saved_replies,
    checklists_written,
    exports,
    fields,
    imports,
    team,
    hearing,
    hours,
    settings,
    routing,
    policies,
    chain,
    own_words,
    amends,
    webhooks,
    events,
    audit,
    chat,
    mailboxes,
    ways_out,
    incoming,
    orders,
    order_acts,
    products,
    connections,
    customers,
    known_customers,
)
for resource in RESOURCES:
    api.add_router("", resource.router)


@api.exception_handler(SaathError)
def tell_error(request: HttpRequest, error: Any) -> HttpResponse:
    """Tell what an action or a query refuses."""
    return problem_of(request, cast(SaathError, error))


@api.exception_handler(ValidationError)
def tell_input(request: HttpRequest, error: Any) -> HttpResponse:
    """Tell what does not fit the schema."""
    return problem_of_input(request, cast(ValidationError, error))


@api.exception_handler(Http404)
def tell_missing(request: HttpRequest, error: Any) -> HttpResponse:
    """Tell that there is nothing."""
    return problem_of(request, NotFound())
