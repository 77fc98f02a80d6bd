"""When clocks are looked at: one job of a store for each second in which something is to be done, whatever moves meanwhile.

Each job takes all that is due by then and asks for the next one, so nothing has to be called off.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from math import ceil

from django_tasks import task

from saath.core.clock import now
from saath.jobs import enqueue
from saath.promises.clocks.actions.fire import BATCH, fire_due
from saath.promises.clocks.actions.recount import recount_clocks
from saath.promises.clocks.queries import next_moment_of_all, stores_due
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope
from saath.tenancy.transactions import write_transaction

RECOUNTED = 200
# Clocks of two machines, and a transaction that takes long.
SOON = timedelta(seconds=30)
CLOCK = Actor.system("its time has come")


@task()
def fire_clocks() -> None:
    """Say of all clocks of the store that are due that they are, and ask for the next look."""
    while fire_due(CLOCK) == BATCH:
        pass
    with write_transaction():
        fire_soon([next_moment_of_all()])


@task()
def look_after_clocks() -> None:
    """Have the clocks of every store looked at in which one is due: after a restore nobody may have asked for it."""
    for store_id in stores_due(now()):
        with store_scope(store_id), write_transaction():
            enqueue(fire_clocks, key="clocks")


@task()
def recount_running(event_id: int) -> None:
    """React to new hours, holidays or a new promise of the shop."""
    enqueue(recount_batch, 0, key="recount clocks")


@task()
def recount_batch(after_id: int) -> None:
    """Count a batch of running clocks anew, and queue the next."""
    last, moments = recount_clocks(Actor.system("new hours or promise"), after_id=after_id, limit=RECOUNTED)
    with write_transaction():
        fire_soon(moments)
        if last is not None:
            enqueue(recount_batch, last)


def fire_soon(moments: Iterable[datetime | None]) -> None:
    """Have the clocks of the store in scope looked at when the first of these moments has come."""
    first = min((each for each in moments if each is not None), default=None)
    if first is not None:
        second = ceil(first.timestamp())
        run_at = datetime.fromtimestamp(second, tz=UTC)
        # One that is still to come sees what is written now.
        is_to_come = run_at > now() + SOON
        enqueue(fire_clocks, key=f"clocks {second}", run_at=run_at, leaves_waiting=is_to_come)
