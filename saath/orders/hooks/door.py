"""A delivery comes in: it proves itself, is written down as it came, and is answered before anybody reads it."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from saath.core.clock import now
from saath.core.errors import RateLimited
from saath.core.network_addresses import network_of
from saath.core.ratelimit import hit
from saath.core.text import storable
from saath.orders.actions.deliver import note_refusal, write_down
from saath.orders.connectors.base import BadSignature, Connector
from saath.orders.connectors.registry import UnknownConnector, connector_of
from saath.orders.jobs import read_soon
from saath.orders.keys import secrets_of
from saath.orders.models import Connection
from saath.tenancy.actor import Actor
from saath.tenancy.keys import cache_key
from saath.tenancy.transactions import read_transaction, write_transaction

DOOR = Actor.system("a delivery of a platform")
# Platforms say of their orders that they stay far below this.
MOST_OCTETS = 2 * 1024 * 1024
LONGEST_HEADER = 200
A_MINUTE = 60
OF_CONNECTION_A_MINUTE = 3000
WRONG_OF_NETWORK_A_MINUTE = 30


@csrf_exempt
@require_POST
def take_delivery(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write a delivery down and answer 200; 404 for a connection that there is not, 401 for one that proves nothing.

    413 for what is too large, 429 for too many.
    """
    try:
        hit(cache_key("hooks", str(public_id)), OF_CONNECTION_A_MINUTE, A_MINUTE, is_of_process=True)
        return _take(request, public_id)
    except RateLimited as error:
        seconds = str(error.retry_after_seconds)
        return HttpResponse(status=HTTPStatus.TOO_MANY_REQUESTS, headers={"Retry-After": seconds})


def _take(request: HttpRequest, public_id: UUID) -> HttpResponse:
    with read_transaction():
        connection = Connection.objects.filter(public_id=public_id, is_active=True).first()
    connector = _connector(connection)
    if connection is None or connector is None:
        return _answer(HTTPStatus.NOT_FOUND)
    body = _body(request)
    if body is None:
        return _answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        connector.verify(request.headers, body, secrets_of(connection, now()))
    except BadSignature:
        return _refuse(request, connection)
    key = storable(connector.key_of(request.headers, body))[:200]
    with write_transaction():
        if key and write_down(DOOR, connection, key=key, headers=_kept(request, connector), body=body):
            read_soon()
    return _answer(HTTPStatus.OK)


def _connector(connection: Connection | None) -> Connector | None:
    try:
        return connector_of(connection.platform) if connection is not None else None
    except UnknownConnector:
        return None


def _body(request: HttpRequest) -> bytes | None:
    try:
        body = request.body
    except RequestDataTooBig:
        return None
    return body if len(body) <= MOST_OCTETS else None


def _refuse(request: HttpRequest, connection: Connection) -> HttpResponse:
    network = network_of(str(request.META.get("REMOTE_ADDR", "")))
    hit(cache_key("hooks refused", network), WRONG_OF_NETWORK_A_MINUTE, A_MINUTE, is_of_process=True)
    note_refusal(DOOR, connection)
    return _answer(HTTPStatus.UNAUTHORIZED)


def _kept(request: HttpRequest, connector: Connector) -> dict[str, str]:
    """Return the headers that the connector will read, and no others: never what proves."""
    return {
        name: storable(value)[:LONGEST_HEADER]
        for name, value in request.headers.items()
        if name.casefold() in connector.HEADERS
    }


def _answer(status: HTTPStatus) -> HttpResponse:
    return HttpResponse(status.phrase, status=status, content_type="text/plain")
