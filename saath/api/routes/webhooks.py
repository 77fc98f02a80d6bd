"""Webhooks: the addresses that are told what happens, and what was sent to them."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from ninja import Query, Router

from saath.api.answers import Created
from saath.api.operations import reads, writes
from saath.api.request import ApiRequest
from saath.api.shapes import Page, Paging
from saath.api.shapes.webhooks import (
    NewReplay,
    NewWebhook,
    Rotation,
    Webhook,
    WebhookChanges,
    WebhookDelivery,
    WebhookReplay,
    delivery_shape,
    replay_shape,
    webhook_shape,
)
from saath.api.writing import Single
from saath.core.clock import now
from saath.webhooks.actions.endpoints import (
    add_endpoint,
    change_endpoint,
    pause_endpoint,
    remove_endpoint,
    resume_endpoint,
    rotate_secret,
    send_test,
)
from saath.webhooks.actions.replays import begin_replay, send_again
from saath.webhooks.models import Endpoint
from saath.webhooks.queries.shown import (
    deliveries_of,
    get_delivery,
    get_endpoint,
    hold_endpoint,
    list_endpoints,
    replays_of,
)

router = Router(tags=["webhooks"])
READ, WRITE = "webhooks:read", "webhooks:write"


def _as_shape(request: ApiRequest, held: Endpoint) -> Webhook:
    return webhook_shape(held)


WEBHOOK = Single(hold=hold_endpoint, show=_as_shape)


class DeliveriesAsked(Paging):
    """Which deliveries."""

    state: Literal["waiting", "taken", "failed"] | None = None


@reads(router, "/webhooks", Page[Webhook], scope=READ)
def list_webhooks(request: ApiRequest) -> Page[Webhook]:
    """List the webhooks, the oldest first: twenty at most."""
    return Page(items=[webhook_shape(each) for each in list_endpoints(request.actor)], next_cursor=None)


@reads(router, "/webhooks/{uuid:id}", Webhook, scope=READ)
def get_webhook(request: ApiRequest, id: UUID) -> Webhook:
    """Get a webhook and how it stands."""
    return webhook_shape(get_endpoint(request.actor, id))


@writes(router, "POST", "/webhooks", Webhook, scope=WRITE, status=201)
def add_webhook(request: ApiRequest, body: NewWebhook) -> Created:
    """Tell an address what happens from now on.

    The answer holds the `secret` with which everything is signed; it is told this one time.
    """
    added = add_endpoint(request.actor, content=body.content())
    shape = webhook_shape(added.endpoint, secret=added.secret.reveal())
    return Created(shape, f"webhooks/{added.endpoint.public_id}")


@writes(router, "PATCH", "/webhooks/{uuid:id}", Webhook, scope=WRITE, single=WEBHOOK)
def change_webhook(request: ApiRequest, id: UUID, body: WebhookChanges) -> Webhook:
    """Change its name, its address or its events."""
    held = hold_endpoint(request.actor, id)
    content = body.content(held)
    return webhook_shape(change_endpoint(request.actor, held, content=content, version=held.version))


@writes(router, "DELETE", "/webhooks/{uuid:id}", scope=WRITE, single=WEBHOOK)
def remove_webhook(request: ApiRequest, id: UUID) -> None:
    """Send it nothing more, and forget its secret."""
    remove_endpoint(request.actor, hold_endpoint(request.actor, id))


@writes(router, "POST", "/webhooks/{uuid:id}/pause", Webhook, scope=WRITE, single=WEBHOOK)
def pause_webhook(request: ApiRequest, id: UUID) -> Webhook:
    """Send nothing until it is resumed."""
    return webhook_shape(pause_endpoint(request.actor, hold_endpoint(request.actor, id)))


@writes(router, "POST", "/webhooks/{uuid:id}/resume", Webhook, scope=WRITE, single=WEBHOOK)
def resume_webhook(request: ApiRequest, id: UUID) -> Webhook:
    """Tell it again what happens; what happened meanwhile comes by a replay."""
    return webhook_shape(resume_endpoint(request.actor, hold_endpoint(request.actor, id)))


@writes(router, "POST", "/webhooks/{uuid:id}/rotate-secret", Webhook, scope=WRITE, single=WEBHOOK)
def rotate_webhook_secret(request: ApiRequest, id: UUID, body: Rotation) -> Webhook:
    """Make another secret, which the answer holds this one time; for 24 hours everything is signed with both."""
    held = hold_endpoint(request.actor, id)
    secret = rotate_secret(request.actor, held, is_known_to_others=body.is_known_to_others)
    return webhook_shape(get_endpoint(request.actor, id), secret=secret.reveal())


@writes(router, "POST", "/webhooks/{uuid:id}/test", WebhookDelivery, scope=WRITE, status=201, single=WEBHOOK)
def test_webhook(request: ApiRequest, id: UUID) -> Created:
    """Send a signed event of the kind `webhook.test` once, also to one that is paused."""
    delivery = send_test(request.actor, hold_endpoint(request.actor, id))
    return Created(delivery_shape(delivery, attempts=[]), f"webhook-deliveries/{delivery.public_id}")


@reads(router, "/webhooks/{uuid:id}/deliveries", Page[WebhookDelivery], scope=READ)
def list_webhook_deliveries(
    request: ApiRequest, id: UUID, asked: Query[DeliveriesAsked]
) -> Page[WebhookDelivery]:
    """List what was sent in the last 30 days, the newest first."""
    endpoint = get_endpoint(request.actor, id)
    page = deliveries_of(
        request.actor, endpoint, state=asked.state or "", cursor=asked.cursor, limit=asked.limit
    )
    for row in page.rows:
        row.endpoint = endpoint
    return Page(items=[delivery_shape(row) for row in page.rows], next_cursor=page.next_cursor or None)


@reads(router, "/webhook-deliveries/{uuid:id}", WebhookDelivery, scope=READ)
def get_webhook_delivery(request: ApiRequest, id: UUID) -> WebhookDelivery:
    """Get a delivery with every try."""
    shown = get_delivery(request.actor, id)
    return delivery_shape(shown.delivery, attempts=list(shown.attempts))


@writes(router, "POST", "/webhook-deliveries/{uuid:id}/send-again", WebhookDelivery, scope=WRITE)
def send_webhook_delivery_again(request: ApiRequest, id: UUID) -> WebhookDelivery:
    """Send one once more, the same bytes under the same id."""
    fresh = send_again(request.actor, get_delivery(request.actor, id).delivery)
    return delivery_shape(fresh)


@reads(router, "/webhooks/{uuid:id}/replays", Page[WebhookReplay], scope=READ)
def list_webhook_replays(request: ApiRequest, id: UUID, asked: Query[Paging]) -> Page[WebhookReplay]:
    """List the replays of the last 30 days, the newest first."""
    endpoint = get_endpoint(request.actor, id)
    page = replays_of(request.actor, endpoint, cursor=asked.cursor, limit=asked.limit)
    return Page(items=[replay_shape(row) for row in page.rows], next_cursor=page.next_cursor or None)


@writes(router, "POST", "/webhooks/{uuid:id}/replays", WebhookReplay, scope=WRITE, status=201, single=WEBHOOK)
def replay_webhook(request: ApiRequest, id: UUID, body: NewReplay) -> Created:
    """Send what happened in a stretch of time and did not arrive, or everything, once more."""
    replay = begin_replay(
        request.actor,
        hold_endpoint(request.actor, id),
        since=body.since,
        until=body.until or now(),
        is_all=body.everything,
    )
    return Created(replay_shape(replay), f"webhooks/{id}/replays")
