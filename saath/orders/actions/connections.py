"""A shop says where its orders are."""

from __future__ import annotations

from saath.orders.events import CONNECTION_MADE
from saath.orders.models import Connection
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def make_connection(actor: Actor, *, platform: str, account: str = "", name: str) -> Connection:
    """Write down where orders come from; it is heard of from then on. Raises `Forbidden`."""
    actor.require("store.settings")
    connection = Connection.objects.create(platform=platform, account=account, name=name)
    emit(actor, CONNECTION_MADE, subject=connection)
    return connection
