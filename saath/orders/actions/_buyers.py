"""From who bought, as the platform says it, to customers: many at once."""

from __future__ import annotations

from collections.abc import Sequence

from saath.customers.meeting import Person, meet
from saath.customers.models import Identity
from saath.orders.data import OrderData
from saath.orders.models import Connection
from saath.orders.rowing import ways_of
from saath.tenancy.actor import Actor


def identities_of(
    actor: Actor, connection: Connection, told: Sequence[OrderData], *, is_history: bool
) -> dict[str, Identity]:
    """Return who placed each order, by its key, meeting customers whom nobody knew."""
    people = {data.key: Person(data.buyer.name, ways_of(connection, data)) for data in told}
    identities, _met = meet(actor, people, is_news=not is_history)
    return identities
