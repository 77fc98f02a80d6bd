"""Reads of the pages and of the API."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from saath.core.errors import NotFound
from saath.core.paging import Page, page_of
from saath.tenancy.actor import Actor
from saath.webhooks.models import Attempt, Delivery, Endpoint, Replay
from saath.webhooks.queries.due import newest_test

VERB = "store.settings"
PAGE_ROWS = 40
MOST_COUNTED = 1_000
MOST_ATTEMPTS = 50
MOST_REPLAYS = 5
State = Delivery.State


@dataclass(frozen=True, slots=True)
class ShownEndpoint:
    """An endpoint, how many deliveries wait and how many were given up (a thousand at most), and its last replays and test."""

    endpoint: Endpoint
    waiting: int
    failed: int
    replays: Sequence[Replay]
    test: ShownDelivery | None


@dataclass(frozen=True, slots=True)
class ShownDelivery:
    """A delivery with its tries, the newest first, fifty at most."""

    delivery: Delivery
    attempts: Sequence[Attempt]


def list_endpoints(actor: Actor) -> Sequence[Endpoint]:
    """Return the endpoints, the oldest first: twenty at most. One statement. Raises `Forbidden`."""
    actor.require(VERB)
    return list(Endpoint.objects.filter(deleted_at=None).order_by("pk"))


def get_endpoint(actor: Actor, public_id: UUID) -> Endpoint:
    """Return one endpoint. Raises `Forbidden`, `NotFound`."""
    actor.require(VERB)
    found = Endpoint.objects.filter(public_id=public_id, deleted_at=None).first()
    if found is None:
        raise NotFound
    return found


def hold_endpoint(actor: Actor, public_id: UUID) -> Endpoint:
    """Return one endpoint, held until the running write transaction ends. Raises `Forbidden`, `NotFound`."""
    actor.require(VERB)
    rows = Endpoint.objects.select_for_update(of=("self",)).filter(deleted_at=None)
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def show_endpoint(actor: Actor, public_id: UUID) -> ShownEndpoint:
    """Return an endpoint with all that its page shows. Raises `Forbidden`, `NotFound`."""
    endpoint = get_endpoint(actor, public_id)
    test = newest_test(endpoint)
    return ShownEndpoint(
        endpoint,
        waiting=_counted(endpoint, State.WAITING),
        failed=_counted(endpoint, State.FAILED),
        replays=list(Replay.objects.filter(endpoint=endpoint).order_by("-pk")[:MOST_REPLAYS]),
        test=_with_attempts(test) if test is not None else None,
    )


def deliveries_of(
    actor: Actor, endpoint: Endpoint, *, state: str = "", cursor: str = "", limit: int = PAGE_ROWS
) -> Page[Delivery]:
    """Return a page of what was sent to an endpoint, the newest first, all or of one state. Raises `Forbidden`, `BadInput`."""
    actor.require(VERB)
    rows = Delivery.objects.filter(endpoint=endpoint)
    return page_of(rows.filter(state=state) if state else rows, cursor=cursor, limit=limit)


def show_delivery(actor: Actor, endpoint: Endpoint, public_id: UUID) -> ShownDelivery:
    """Return one delivery with its tries. Raises `Forbidden`, `NotFound`."""
    actor.require(VERB)
    found = Delivery.objects.select_related("endpoint").filter(endpoint=endpoint, public_id=public_id).first()
    if found is None:
        raise NotFound
    return _with_attempts(found)


def get_delivery(actor: Actor, public_id: UUID) -> ShownDelivery:
    """Return one delivery of any endpoint with its tries. Raises `Forbidden`, `NotFound`."""
    actor.require(VERB)
    rows = Delivery.objects.select_related("endpoint").filter(endpoint__deleted_at=None)
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return _with_attempts(found)


def replays_of(actor: Actor, endpoint: Endpoint, *, cursor: str = "", limit: int = PAGE_ROWS) -> Page[Replay]:
    """Return a page of an endpoint's replays, the newest first. Raises `Forbidden`, `BadInput`."""
    actor.require(VERB)
    return page_of(Replay.objects.filter(endpoint=endpoint), cursor=cursor, limit=limit)


def _with_attempts(delivery: Delivery) -> ShownDelivery:
    rows = Attempt.objects.filter(delivery=delivery).order_by("-pk")
    return ShownDelivery(delivery, list(rows[:MOST_ATTEMPTS]))


def _counted(endpoint: Endpoint, state: str) -> int:
    rows = Delivery.objects.filter(endpoint=endpoint, state=state, is_test=False)
    return rows[:MOST_COUNTED].count()
