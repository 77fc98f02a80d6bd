"""What waits without a clock gets one, a batch a job."""

from __future__ import annotations

from django_tasks import task

from saath.jobs import enqueue
from saath.promises.clocks.actions.begin import begin_clocks
from saath.promises.clocks.queries import stores_without_clocks
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope
from saath.tenancy.transactions import write_transaction

BATCH = 200
KEY = "begin clocks"
BEFORE = Actor.system("it waited before there were clocks")


@task()
def begin_in_every_store() -> None:
    """Have what waits without a clock found in every store: after an upgrade, or a restore of what was kept before it."""
    for store_id in stores_without_clocks():
        with store_scope(store_id), write_transaction():
            enqueue(begin_what_waits, key=KEY)


@task()
def begin_what_waits() -> None:
    """Give a batch of what waits its clocks, and queue the next."""
    if begin_clocks(BEFORE, limit=BATCH) == BATCH:
        with write_transaction():
            enqueue(begin_what_waits, key=KEY)
