"""A delivery is written down before anybody looks inside."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import F

from saath.core.clock import now
from saath.orders.models import Connection, Received
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_unless_there
from saath.tenancy.transactions import action


@action
def write_down(
    actor: Actor, connection: Connection, *, key: str, headers: Mapping[str, str], body: bytes
) -> bool:
    """Write down a delivery that proved where it comes from; return False where it is there already."""
    return insert_unless_there(
        Received(connection=connection, key=key, headers=dict(headers), body=body, received_at=now())
    )


@action
def note_refusal(actor: Actor, connection: Connection) -> None:
    """Count a delivery that proved nothing. Nothing of it is kept."""
    Connection.objects.filter(pk=connection.pk).update(refused=F("refused") + 1, last_refused_at=now())
