"""What a web process does for routing: it alone hears who is at the desk, and hears at once that something has happened."""

from __future__ import annotations

from saath.core.clock import now
from saath.jobs import enqueue
from saath.promises.routing.actions.presence import note_seen
from saath.promises.routing.facts import anything_waits
from saath.promises.routing.jobs import KEY, ROUTER, route_waiting
from saath.promises.routing.settings import stores_that_route
from saath.tenancy.scope import store_scope
from saath.tenancy.transactions import read_transaction, write_transaction
from saath.timeline.live.presence import stores_with_somebody, who_is_here


def look_who_is_here() -> None:
    """Write down for each store who is at the desk, for a promise that is about to be missed goes to them; where what comes is
    given out, whoever has come may take what waits.
    """
    come = [store_id for store_id in sorted(stores_with_somebody()) if _note(store_id)]
    for store_id in stores_that_route(come) if come else ():
        _ask(store_id)


def _note(store_id: int) -> bool:
    seats = who_is_here(store_id)
    with store_scope(store_id):
        return bool(seats) and note_seen(ROUTER, seats=seats)


def route_soon(store_ids: frozenset[int]) -> None:
    """Have given out what waits in those among some stores that do, a moment after something happened there.

    It may be lost: a schedule looks every minute.
    """
    for store_id in stores_that_route(store_ids):
        with store_scope(store_id), read_transaction():
            waits = anything_waits(at=now())
        if waits:
            _ask(store_id)


def _ask(store_id: int) -> None:
    with store_scope(store_id), write_transaction():
        enqueue(route_waiting, key=KEY)
