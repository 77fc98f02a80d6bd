"""What became of a try is written down, and what follows from it."""

from __future__ import annotations

import random
from datetime import datetime

from saath.core.clock import now
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit
from saath.webhooks.actions._listening import stop
from saath.webhooks.events import WEBHOOK_STOPPED
from saath.webhooks.models import Attempt, Delivery, Endpoint
from saath.webhooks.rules import hold_after, is_given_up, wait_after
from saath.webhooks.sending import Outcome

GONE = 410
HEALTH = ("failed_times", "failing_since", "hold_until", "last_tried_at", "last_taken_at")
State = Delivery.State


@action
def record_outcome(actor: Actor, delivery: Delivery, *, outcome: Outcome, began_at: datetime) -> None:
    """Write down a try: the delivery is taken, waits for the next one, or is given up; its endpoint is held or stopped.

    Nothing where the delivery is gone.
    """
    endpoint = Endpoint.objects.select_for_update(of=("self",)).filter(pk=delivery.endpoint_id).first()
    fresh = Delivery.objects.select_for_update(of=("self",)).filter(pk=delivery.pk).first()
    if endpoint is None or fresh is None:
        return
    Attempt.objects.create(
        delivery=fresh,
        began_at=began_at,
        took_ms=outcome.took_ms,
        status=outcome.status,
        failure=outcome.failure,
        answer_type=outcome.answer_type,
        answer=outcome.answer,
    )
    if outcome.failure:
        _wait_or_give_up(fresh, outcome)
        if not fresh.is_test:
            _is_failing(actor, endpoint, outcome, began_at)
    else:
        fresh.state = State.TAKEN
        _is_well(endpoint, began_at)
    fresh.tries += 1
    fresh.save(update_fields=["state", "tries", "try_at"])
    endpoint.save(update_fields=[*HEALTH, "stopped_because", "stopped_at"])


def _wait_or_give_up(delivery: Delivery, outcome: Outcome) -> None:
    wait = wait_after(delivery.tries + 1, random=random.random, asked=outcome.asked_wait)
    if wait is None or delivery.is_test:
        delivery.state = State.FAILED
    else:
        delivery.try_at = now() + wait


def _is_well(endpoint: Endpoint, at: datetime) -> None:
    endpoint.failed_times, endpoint.failing_since, endpoint.hold_until = 0, None, None
    endpoint.last_tried_at = endpoint.last_taken_at = at


def _is_failing(actor: Actor, endpoint: Endpoint, outcome: Outcome, at: datetime) -> None:
    endpoint.failed_times += 1
    endpoint.failing_since = endpoint.failing_since or at
    endpoint.last_tried_at = at
    hold = hold_after(endpoint.failed_times, asked=outcome.asked_wait)
    endpoint.hold_until = now() + hold if hold else None
    if not endpoint.is_listening:
        return
    if outcome.status == GONE:
        _stop(actor, endpoint, Endpoint.Stopped.GONE)
    elif is_given_up(endpoint.failing_since, at=at):
        _stop(actor, endpoint, Endpoint.Stopped.FAILING)


def _stop(actor: Actor, endpoint: Endpoint, because: Endpoint.Stopped) -> None:
    stop(endpoint, because)
    emit(actor, WEBHOOK_STOPPED, subject=endpoint, changed=["stopped_because"])
