"""Where orders stand follows from all that was ever said of their parcels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from saath.orders.data import ScanData
from saath.orders.models import Order, Scan, Shipment
from saath.orders.rowing import scan_data, scan_row
from saath.orders.rules import delivered_at, order_state, parcel_state, picked_up_at
from saath.orders.states import Moved, State

BATCH = 500


def add_scans(said: Mapping[Shipment, Iterable[ScanData]]) -> None:
    """Write down what was said of parcels; what was said before is left as it is."""
    rows = {(row.shipment_id, row.key): row for parcel, scans in said.items() for row in _rows(parcel, scans)}
    Scan.objects.bulk_create(rows.values(), ignore_conflicts=True, batch_size=BATCH)


def stand_anew(orders: Sequence[Order]) -> None:
    """Let parcels be written, and orders in hand be, where all that was said of them puts them."""
    scans: dict[int, list[ScanData]] = defaultdict(list)
    for scan in Scan.objects.filter(shipment__order__in=orders):
        scans[scan.shipment_id].append(scan_data(scan))
    parcels: dict[int, list[Shipment]] = defaultdict(list)
    moved = []
    for shipment in Shipment.objects.filter(order__in=orders).order_by("id"):
        state = parcel_state(scans[shipment.pk])
        if state != shipment.state:
            shipment.state = state
            moved.append(shipment)
        parcels[shipment.order_id].append(shipment)
    Shipment.objects.bulk_update(moved, ["state"], batch_size=BATCH)
    for order in orders:
        stand(order, [(Moved(parcel.state), scans[parcel.pk]) for parcel in parcels[order.pk]])


def stand(order: Order, parcels: Sequence[tuple[Moved, Sequence[ScanData]]]) -> None:
    """Let an order in hand stand where its parcels are: pairs of a state and all that was said."""
    order.state = order_state(
        [state for state, _scans in parcels],
        is_cancelled=order.cancelled_at is not None,
        is_confirmed=order.is_confirmed,
        is_all_shipped=order.is_all_shipped,
    )
    order.shipped_at = min(_times(picked_up_at(scans) for _state, scans in parcels), default=None)
    handed_over = _times(delivered_at(scans) for _state, scans in parcels)
    order.delivered_at = max(handed_over, default=None) if order.state == State.DELIVERED else None


def _rows(parcel: Shipment, scans: Iterable[ScanData]) -> Iterable[Scan]:
    return (scan_row(parcel, scan) for scan in scans)


def _times(times: Iterable[datetime | None]) -> list[datetime]:
    return [at for at in times if at is not None]
