"""Durable work of orders. Each opens its store by the job's scope and is safe to repeat."""

from __future__ import annotations

from datetime import date

from django_tasks import task

from saath.jobs import enqueue
from saath.orders.actions.learn import learn_couriers, look_ahead
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import store_scope

BATCH = 200
LEARNER = Actor.system("parcels have come")


@task()
def look_after_every_store() -> None:
    """Queue for every store the learning from its parcels, and a look at its orders under way."""
    for store_id in Store.objects.values_list("pk", flat=True):
        with store_scope(store_id):
            enqueue(learn_from_parcels, key=f"learn couriers:{store_id}")


@task()
def learn_from_parcels() -> None:
    """Learn from one batch of parcels, and queue the next; then the orders under way are looked at."""
    if learn_couriers(LEARNER, limit=BATCH):
        enqueue(learn_from_parcels)
    else:
        enqueue(look_at_orders, "")


@task()
def look_at_orders(after_key: str) -> None:
    """Look at one batch of orders under way, after that of a day and an id, and queue the next."""
    day, _separator, number = after_key.partition("/")
    after = (date.fromisoformat(day), int(number)) if day else None
    place = look_ahead(LEARNER, after=after, limit=BATCH)
    if place is not None:
        enqueue(look_at_orders, f"{place[0].isoformat()}/{place[1]}")


@task()
def look_anew(event_id: int) -> None:
    """React to a new rule of delivery."""
    enqueue(look_at_orders, "", key="look at orders anew")
