"""Where orders come from: platforms and couriers, how each stands, and what it told."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Query, Router
from pydantic import Field, StringConstraints

from saath.api.answers import Created
from saath.api.operations import reads, writes
from saath.api.request import ApiRequest
from saath.api.routes.orders import SETTINGS_READ as READ
from saath.api.routes.orders import SETTINGS_WRITE as WRITE
from saath.api.shapes import Input, Page, Paging, Shape, Yes
from saath.core.errors import BadInput
from saath.orders.actions.connections import end_connection as end
from saath.orders.actions.connections import keep_credentials, keep_secret, make_connection, make_secret
from saath.orders.actions.hear import read_again, settle_asked
from saath.orders.actions.history import bring_history as ask_for_history
from saath.orders.actions.self_test import begin_self_test
from saath.orders.connected.queries import (
    ShownConnection,
    deliveries_of,
    get_delivery,
    list_connections,
    show_connection,
)
from saath.orders.connected.queries import get_connection as find_connection
from saath.orders.connected.self_test import hops_of, is_running
from saath.orders.connected.status import status_of
from saath.orders.connectors.registry import UnknownConnector, connector_of
from saath.orders.hooks.address import hook_address
from saath.orders.models import Received

router = Router(tags=["connections"])
DeliveryState = Literal["received", "waiting", "taken", "ignored", "failed", "asked", "settled"]
Word = Annotated[str, StringConstraints(max_length=2_000)]


class Connection(Shape):
    """One account of the shop at a platform or a courier; `status` says how it stands, and `remedy` what to do."""

    id: UUID
    platform: str
    account: str
    name: str
    hook_url: str
    is_well: bool
    status: str
    remedy: str
    failed: int
    asked: int
    is_testing: bool
    hops: list[str]
    last_heard_at: datetime | None
    last_polled_at: datetime | None
    silent_since: datetime | None


class ConnectionInput(Input):
    """What is to be connected: the key of a platform, and what it calls the shop, such as its address there."""

    platform: str = Field(min_length=1, max_length=40)
    account: str = Field("", max_length=200)
    name: str = Field(min_length=1, max_length=80)


class SecretInput(Input):
    """What the platform signs with. One that others know ends at once, else the former is good for a day."""

    secret: str = Field(min_length=8, max_length=200)
    is_known_to_others: Yes = False


class SecretWish(Input):
    """One that others know ends at once, else the former is good for a day."""

    is_known_to_others: Yes = False


class NewSecret(Shape):
    """A secret to sign with. It is told this once."""

    secret: str


class CredentialsInput(Input):
    """What opens the platform's API, by the keys that the platform asks for."""

    credentials: dict[Annotated[str, StringConstraints(max_length=40)], Word] = Field(max_length=10)


class HeardDelivery(Shape):
    """What a platform delivered, and what became of it."""

    id: UUID
    state: DeliveryState
    reason: str
    about: str
    tries: int
    received_at: datetime
    read_at: datetime | None


class HeardAsked(Paging):
    """Which: all or those of one state, newest first."""

    state: DeliveryState | None = None


class ReadAgain(Shape):
    """How many are read again."""

    count: int


@reads(router, "/connections", Page[Connection], scope=READ)
def list_all_connections(request: ApiRequest) -> Page[Connection]:
    """List where orders and parcels are told from."""
    return Page(items=[_shape(each) for each in list_connections(request.actor)], next_cursor=None)


@reads(router, "/connections/{uuid:id}", Connection, scope=READ)
def get_connection(request: ApiRequest, id: UUID) -> Connection:
    """Get one connection, with how it stands and how far the last test came."""
    return _shape(show_connection(request.actor, id))


@writes(router, "POST", "/connections", Connection, scope=WRITE, status=201)
def connect_platform(request: ApiRequest, body: ConnectionInput) -> Created:
    """Connect a platform or a courier; 409 where it is connected already."""
    try:
        connector_of(body.platform)
    except UnknownConnector as error:
        raise BadInput(field="platform") from error
    made = make_connection(request.actor, platform=body.platform, account=body.account, name=body.name)
    return Created(_shown(request, made.public_id), f"connections/{made.public_id}")


@writes(router, "DELETE", "/connections/{uuid:id}", scope=WRITE)
def end_connection(request: ApiRequest, id: UUID) -> None:
    """Hear no more of it; its orders stay."""
    end(request.actor, find_connection(request.actor, id))


@writes(router, "PUT", "/connections/{uuid:id}/secret", Connection, scope=WRITE)
def set_connection_secret(request: ApiRequest, id: UUID, body: SecretInput) -> Connection:
    """Keep the secret that the platform signs with."""
    found = find_connection(request.actor, id)
    keep_secret(request.actor, found, secret=body.secret, is_known_to_others=body.is_known_to_others)
    return _shown(request, id)


@writes(router, "POST", "/connections/{uuid:id}/new-secret", NewSecret, scope=WRITE)
def make_connection_secret(request: ApiRequest, id: UUID, body: SecretWish) -> NewSecret:
    """Make a secret to sign with, for a platform that takes one."""
    found = find_connection(request.actor, id)
    secret = make_secret(request.actor, found, is_known_to_others=body.is_known_to_others)
    return NewSecret(secret=secret.reveal())


@writes(router, "PUT", "/connections/{uuid:id}/credentials", Connection, scope=WRITE)
def set_connection_credentials(request: ApiRequest, id: UUID, body: CredentialsInput) -> Connection:
    """Keep what opens the platform's API; it is never shown again."""
    found = find_connection(request.actor, id)
    keep_credentials(request.actor, found, credentials=body.credentials)
    return _shown(request, id)


@writes(router, "POST", "/connections/{uuid:id}/bring-history", Connection, scope=WRITE)
def bring_history(request: ApiRequest, id: UUID) -> Connection:
    """Have the orders brought in that were there before."""
    ask_for_history(request.actor, find_connection(request.actor, id))
    return _shown(request, id)


@writes(router, "POST", "/connections/{uuid:id}/test", Connection, scope=WRITE)
def test_connection(request: ApiRequest, id: UUID) -> Connection:
    """Have a signed delivery sent through the address that the platform uses; `hops` tell how far it came."""
    begin_self_test(request.actor, find_connection(request.actor, id))
    return _shown(request, id)


@reads(router, "/connections/{uuid:id}/deliveries", Page[HeardDelivery], scope=READ)
def list_heard_deliveries(request: ApiRequest, id: UUID, asked: Query[HeardAsked]) -> Page[HeardDelivery]:
    """List what a platform delivered."""
    found = find_connection(request.actor, id)
    page = deliveries_of(
        request.actor, found, state=asked.state or "", cursor=asked.cursor, limit=asked.limit
    )
    return Page(items=[_heard(each) for each in page.rows], next_cursor=page.next_cursor or None)


@writes(router, "POST", "/connections/{uuid:id}/read-again", ReadAgain, scope=WRITE)
def read_deliveries_again(request: ApiRequest, id: UUID) -> ReadAgain:
    """Read again all that failed."""
    return ReadAgain(count=read_again(request.actor, find_connection(request.actor, id)))


@writes(router, "POST", "/connections/{uuid:id}/deliveries/{uuid:delivery_id}/settle", scope=WRITE)
def settle_heard_delivery(request: ApiRequest, id: UUID, delivery_id: UUID) -> None:
    """Say that what a platform asked for, on behalf of a customer, is done."""
    found = find_connection(request.actor, id)
    settle_asked(request.actor, get_delivery(request.actor, found, delivery_id))


def _shown(request: ApiRequest, public_id: UUID) -> Connection:
    return _shape(show_connection(request.actor, public_id))


def _shape(shown: ShownConnection) -> Connection:
    row, status = shown.connection, status_of(shown)
    return Connection(
        id=row.public_id,
        platform=row.platform,
        account=row.account,
        name=row.name,
        hook_url=hook_address(row),
        is_well=not status.needs_a_look,
        status=status.what,
        remedy=status.remedy,
        failed=shown.failed,
        asked=shown.asked,
        is_testing=is_running(row),
        hops=[each.what for each in hops_of(row)],
        last_heard_at=row.last_heard_at,
        last_polled_at=row.last_polled_at,
        silent_since=row.silent_since,
    )


def _heard(row: Received) -> HeardDelivery:
    return HeardDelivery(
        id=row.public_id,
        state=row.state,  # type: ignore[arg-type]  # a choice of the model
        reason=row.reason,
        about=row.about,
        tries=row.tries,
        received_at=row.received_at,
        read_at=row.read_at,
    )
