"""Something has happened in some stores: their events are read at once where an endpoint listens.

That is asked of every web process a moment after the commit, so that what happens waits for nothing. It may be lost: a
schedule reads on every minute.
"""

from __future__ import annotations

from saath.webhooks.jobs.telling import ask_for_reading
from saath.webhooks.queries.every import stores_that_listen


def read_soon(store_ids: frozenset[int]) -> None:
    """Have the events of those among some stores read in which an endpoint listens."""
    for store_id in stores_that_listen(store_ids):
        ask_for_reading(store_id)
