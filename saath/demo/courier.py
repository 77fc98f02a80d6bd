"""The demo's couriers tell of their parcels through a connection, so that its page has what such a page shows."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from saath.core import clock
from saath.orders.actions.connections import make_connection, make_secret
from saath.orders.actions.deliver import write_down
from saath.orders.jobs import read_soon
from saath.orders.models import Connection, Scan
from saath.orders.states import Moved
from saath.tenancy.actor import Actor

DAYS = timedelta(days=12)
MOST = 60
# A parcel of an order that nobody knows: it waits, as the page says.
UNKNOWN = "RF10001"
_TAGS = {
    Moved.PICKED_UP: ("InTransit", "InTransit_002"),
    Moved.IN_TRANSIT: ("InTransit", "InTransit_003"),
    Moved.OUT_FOR_DELIVERY: ("OutForDelivery", "OutForDelivery_001"),
    Moved.ATTEMPTED: ("AttemptFail", "AttemptFail_001"),
    Moved.DELIVERED: ("Delivered", "Delivered_001"),
}


def hear_couriers(actor: Actor) -> None:
    """Connect AfterShip, and let it have told, when it was, what is known of the parcels of the last days."""
    now = clock.now()
    with clock.at(now - DAYS):
        connection = make_connection(actor, platform="aftership", name="AfterShip")
        make_secret(actor, connection)
    newest = Scan.objects.filter(at__gt=now - DAYS, at__lte=now, state__in=_TAGS).select_related("shipment")
    scans = sorted(newest.order_by("-at", "-id")[:MOST], key=lambda scan: scan.at)
    for number, scan in enumerate(scans):
        _tell(actor, connection, number, scan.shipment.awb, scan.at, Moved(scan.state), scan.place)
    _tell(actor, connection, len(scans), UNKNOWN, now - timedelta(minutes=20), Moved.PICKED_UP, "Jaipur")
    read_soon()


def _tell(
    actor: Actor, connection: Connection, number: int, awb: str, at: datetime, moved: Moved, place: str
) -> None:
    tag, subtag = _TAGS[moved]
    checkpoint = {"checkpoint_time": at.isoformat(), "tag": tag, "subtag": subtag, "location": place}
    said: dict[str, Any] = {
        "event": "tracking_update",
        "event_id": f"demo-{number}",
        "msg": {"tracking_number": awb, "slug": "raftaar", "tag": tag, "checkpoints": [checkpoint]},
    }
    with clock.at(at):
        write_down(actor, connection, key=said["event_id"], headers={}, body=json.dumps(said).encode())
