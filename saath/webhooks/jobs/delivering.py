"""Sending what waits for an endpoint: one job for each, so that nobody gets two at a time and a dead one holds up no other."""

from __future__ import annotations

from datetime import datetime
from time import monotonic

from django_tasks import task

from saath.core.clock import now
from saath.core.faults import fault_point
from saath.core.secrets import SecretUnreadable
from saath.jobs import enqueue
from saath.jobs.queue import hasten
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import write_transaction
from saath.webhooks.actions.outcomes import record_outcome
from saath.webhooks.keys import good_secrets
from saath.webhooks.models import Attempt, Delivery, Endpoint
from saath.webhooks.queries.due import next_due
from saath.webhooks.rules import QUEUE
from saath.webhooks.sending import Outcome, hand_over

SENDER = Actor.system("a server of the shop is told what happened")
# Then the others have their turn.
SLICE_SECONDS = 20.0
WAITING = Delivery.State.WAITING


def set_going(endpoint_id: int) -> None:
    """See to it that what waits for an endpoint is sent, once the running transaction is committed."""
    enqueue(deliver, endpoint_id, key=f"webhook {endpoint_id}")


@task(queue_name=QUEUE)
def deliver(endpoint_id: int) -> None:
    """Send what is due to one endpoint, one after the other. Killed between sending and writing it down, it sends again."""
    ends = monotonic() + SLICE_SECONDS
    while monotonic() < ends:
        due = next_due(endpoint_id, at=now())
        if due is None:
            break
        began_at = now()
        fault_point("webhook_before_send")
        outcome = _send(due, began_at)
        fault_point("webhook_after_send")
        record_outcome(SENDER, due, outcome=outcome, began_at=began_at)
        fault_point("webhook_after_record")
    _plan_next(endpoint_id, at=now())


@task(queue_name=QUEUE)
def deliver_later(endpoint_id: int) -> None:
    """Go on with an endpoint whose time has come."""
    with write_transaction():
        set_going(endpoint_id)


def _send(delivery: Delivery, at: datetime) -> Outcome:
    try:
        secrets = good_secrets(delivery.endpoint, at=at)
    except SecretUnreadable:
        return Outcome(Attempt.Failure.SECRET)
    return hand_over(
        delivery.endpoint.url, message_id=str(delivery.message), body=delivery.body, secrets=secrets, at=at
    )


def _plan_next(endpoint_id: int, *, at: datetime) -> None:
    """Queue the next turn of an endpoint for which something waits."""
    with write_transaction():
        endpoint = Endpoint.objects.filter(pk=endpoint_id, stopped_because="", deleted_at=None).first()
        waiting = Delivery.objects.filter(endpoint=endpoint_id, state=WAITING).order_by("try_at", "pk")
        first = waiting.values_list("try_at", flat=True).first() if endpoint is not None else None
        if endpoint is None or first is None:
            return
        run_at = max(first, endpoint.hold_until or first)
        if run_at <= at:
            set_going(endpoint_id)
        else:
            later = f"webhook later {endpoint_id}"
            enqueue(deliver_later, endpoint_id, key=later, run_at=run_at)
            hasten(later, at=run_at)
