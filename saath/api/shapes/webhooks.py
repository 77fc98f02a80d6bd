"""What webhooks look like outside."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from saath.api.shapes import Input, Moment, Shape, Yes
from saath.webhooks.addresses import MOST
from saath.webhooks.content import LONGEST_NAME, Content
from saath.webhooks.models import Attempt as AttemptRow
from saath.webhooks.models import Delivery as DeliveryRow
from saath.webhooks.models import Endpoint as EndpointRow
from saath.webhooks.models import Replay as ReplayRow


class Webhook(Shape):
    """An address that is told what happens.

    `kinds` names what it hears of; with `hears_everything` all, also what is added later. `stopped_because` is null while
    it listens. `failed_times` counts tries that failed in a row. `secret` is there only where it was just made.
    """

    id: UUID
    name: str
    url: str
    kinds: list[str]
    hears_everything: bool
    stopped_because: Literal["paused", "failing", "gone", "restored"] | None
    stopped_at: datetime | None
    failed_times: int
    failing_since: datetime | None
    last_tried_at: datetime | None
    last_delivered_at: datetime | None
    created_at: datetime
    secret: str | None = None


class Attempt(Shape):
    """One try: `failure` is null where it was taken, `answer` the beginning of what came back."""

    began_at: datetime
    took_ms: int
    status: int | None
    failure: Literal["status", "redirect", "slow", "name", "line", "private", "secret"] | None
    answer: str


class WebhookDelivery(Shape):
    """One event for one address: `message_id` is its `webhook-id`, `body` what is sent, the very bytes.

    `attempts` are there where one delivery is asked for, the newest first, fifty at most.
    """

    id: UUID
    webhook_id: UUID
    message_id: UUID
    kind: str
    state: Literal["waiting", "taken", "failed"]
    is_test: bool
    next_try_at: datetime | None
    happened_at: datetime
    body: str
    attempts: list[Attempt] | None = None


class WebhookReplay(Shape):
    """Sending once more what happened in a stretch of time; `put` counts what it has put on its way by now."""

    id: UUID
    since: datetime
    until: datetime
    everything: bool
    put: int
    ended_at: datetime | None
    created_at: datetime


class NewWebhook(Input):
    """An address by https, and what it hears of: some events by their names, or everything."""

    name: str = Field(min_length=1, max_length=LONGEST_NAME)
    url: str = Field(min_length=1, max_length=MOST)
    kinds: list[str] = Field(default_factory=list, max_length=100)
    hears_everything: Yes = False

    def content(self) -> Content:
        """Return what an action takes."""
        return Content(self.name, self.url, tuple(self.kinds), self.hears_everything)


class WebhookChanges(Input):
    """What changes; what is left out stays."""

    name: str | None = Field(None, min_length=1, max_length=LONGEST_NAME)
    url: str | None = Field(None, min_length=1, max_length=MOST)
    kinds: list[str] | None = Field(None, max_length=100)
    hears_everything: Yes | None = None

    def content(self, row: EndpointRow) -> Content:
        """Return what an action takes: what the row says where nothing was sent. Naming events means those and no others."""
        is_all = (
            self.kinds is None and row.hears_everything
            if self.hears_everything is None
            else self.hears_everything
        )
        kinds = row.kinds if self.kinds is None else self.kinds
        return Content(
            row.name if self.name is None else self.name,
            row.url if self.url is None else self.url,
            () if is_all else tuple(kinds),
            is_all,
        )


class Rotation(Input):
    """Whether others know the old secret: then it ends at once, else in 24 hours."""

    is_known_to_others: Yes = False


class NewReplay(Input):
    """A stretch of the last 30 days, until now where no end is given; `everything` sends what arrived already, too."""

    since: Moment
    until: Moment | None = None
    everything: Yes = False


def webhook_shape(row: EndpointRow, *, secret: str | None = None) -> Webhook:
    """Return an endpoint as programs see it."""
    return Webhook(
        id=row.public_id,
        name=row.name,
        url=row.url,
        kinds=list(row.kinds),
        hears_everything=row.hears_everything,
        stopped_because=row.stopped_because or None,  # type: ignore[arg-type]  # a choice of the model
        stopped_at=row.stopped_at,
        failed_times=row.failed_times,
        failing_since=row.failing_since,
        last_tried_at=row.last_tried_at,
        last_delivered_at=row.last_taken_at,
        created_at=row.created_at,
        secret=secret,
    )


def delivery_shape(row: DeliveryRow, *, attempts: list[AttemptRow] | None = None) -> WebhookDelivery:
    """Return a delivery as programs see it."""
    is_waiting = row.state == DeliveryRow.State.WAITING
    return WebhookDelivery(
        id=row.public_id,
        webhook_id=row.endpoint.public_id,
        message_id=row.message,
        kind=row.kind,
        state=row.state,  # type: ignore[arg-type]  # a choice of the model
        is_test=row.is_test,
        next_try_at=row.try_at if is_waiting else None,
        happened_at=row.happened_at,
        body=row.body,
        attempts=None if attempts is None else [_attempt(each) for each in attempts],
    )


def replay_shape(row: ReplayRow) -> WebhookReplay:
    """Return a replay as programs see it."""
    return WebhookReplay(
        id=row.public_id,
        since=row.since,
        until=row.until,
        everything=row.is_all,
        put=row.put,
        ended_at=row.ended_at,
        created_at=row.created_at,
    )


def _attempt(row: AttemptRow) -> Attempt:
    return Attempt(
        began_at=row.began_at,
        took_ms=row.took_ms,
        status=row.status,
        failure=row.failure or None,  # type: ignore[arg-type]  # a choice of the model
        answer=row.answer,
    )
