"""Reading events for endpoints: soon after something happened, and every minute in case nobody was there to say so."""

from __future__ import annotations

from django_tasks import task

from saath.core.clock import now
from saath.jobs import enqueue
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope
from saath.tenancy.transactions import write_transaction
from saath.webhooks.actions.telling import put_on_their_way
from saath.webhooks.jobs.delivering import set_going
from saath.webhooks.queries.every import endpoints_due, stores_that_listen

READER = Actor.system("servers of the shop hear of what happens")


@task()
def read_events() -> None:
    """Put the store's new events on their way to its endpoints."""
    while put_on_their_way(READER):
        pass


@task()
def look_after_webhooks() -> None:
    """Let the events of every store with an endpoint be read, and send what is due and was forgotten."""
    for store_id in stores_that_listen():
        ask_for_reading(store_id)
    for store_id, endpoint_id in endpoints_due(now()):
        with store_scope(store_id), write_transaction():
            set_going(endpoint_id)


def ask_for_reading(store_id: int) -> None:
    """Have the new events of a store read."""
    with store_scope(store_id), write_transaction():
        enqueue(read_events, key="webhooks")
