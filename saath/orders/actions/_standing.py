"""Where orders stand follows from all that was ever said of their parcels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from saath.orders.data import ScanData
from saath.orders.foresight import Foresight, foresight
from saath.orders.models import Order, Scan, Shipment
from saath.orders.rowing import STANDING, scan_data, scan_row, standing_of
from saath.orders.rules import order_state
from saath.orders.states import Moved, State
from saath.tenancy.many_rows import insert_where_missing, update_rows


def add_scans(said: Mapping[Shipment, Iterable[ScanData]]) -> None:
    """Write down what was said of parcels; what was said before is left as it is."""
    rows = {(row.shipment_id, row.key): row for parcel, scans in said.items() for row in _rows(parcel, scans)}
    insert_where_missing(list(rows.values()))


def stand_anew(orders: Sequence[Order]) -> None:
    """Let parcels be written, and orders in hand be, where all that was said of them puts them."""
    if not orders:
        return
    scans: dict[int, list[ScanData]] = defaultdict(list)
    for scan in Scan.objects.filter(shipment__order__in=orders):
        scans[scan.shipment_id].append(scan_data(scan))
    parcels: dict[int, list[Shipment]] = defaultdict(list)
    moved = []
    for shipment in Shipment.objects.filter(order__in=orders).order_by("id"):
        standing = standing_of(scans[shipment.pk])
        if any(getattr(shipment, name) != value for name, value in standing.items()):
            for name, value in standing.items():
                setattr(shipment, name, value)
            moved.append(shipment)
        if not shipment.is_gone:
            parcels[shipment.order_id].append(shipment)
    update_rows(moved, *STANDING)
    ahead = foresight(order.pincode for order in orders)
    for order in orders:
        stand(order, parcels[order.pk], ahead)


def stand(order: Order, parcels: Sequence[Shipment], ahead: Foresight) -> None:
    """Let an order in hand stand where its parcels are, and say when it comes."""
    order.state = order_state(
        [Moved(parcel.state) for parcel in parcels],
        is_cancelled=order.cancelled_at is not None,
        is_confirmed=order.is_confirmed,
        is_all_shipped=order.is_all_shipped,
    )
    order.shipped_at = min(_times(parcel.left_at for parcel in parcels), default=None)
    handed_over = _times(parcel.arrived_at for parcel in parcels)
    order.delivered_at = max(handed_over, default=None) if order.state == State.DELIVERED else None
    ahead.look(order, parcels)


def _rows(parcel: Shipment, scans: Iterable[ScanData]) -> Iterable[Scan]:
    return (scan_row(parcel, scan) for scan in scans)


def _times(times: Iterable[datetime | None]) -> list[datetime]:
    return [at for at in times if at is not None]
