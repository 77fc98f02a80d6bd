"""A parcel that nobody took and that goes back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from saath.orders.connectors.base import ParcelNews
from saath.orders.connectors.tests.contract import Recording
from saath.orders.data import ScanData
from saath.orders.states import Moved

SAID: dict[str, Any] = {
    "awb": 19041424751540,
    "courier_name": "Raftaar Surface",
    "current_status": "RTO INITIATED",
    "current_status_id": 9,
    "shipment_status": "RTO INITIATED",
    "shipment_status_id": 9,
    "current_timestamp": "21 11 2026 10:30:00",
    "order_id": "PT-20418",
    "sr_order_id": 348456385,
    "etd": "2026-11-22 23:00:00",
    "is_return": 0,
    "scans": [
        {
            "date": "2026-11-19 11:00:00",
            "status": "X-PPOM",
            "activity": "In Transit - Shipment picked up",
            "location": "Ahmedabad",
            "sr-status": "42",
            "sr-status-label": "PICKED UP",
        },
        {"date": "2026-11-19 20:00:00", "status": "X-DBL1F", "activity": "Bag", "sr-status-label": "NA"},
        {
            "date": "2026-11-20 13:00:00",
            "status": "EOD-6",
            "activity": "Customer refused",
            "location": "Indore",
            "sr-status": 21,
            "sr-status-label": "UNDELIVERED",
        },
    ],
}

RECORDING = Recording(
    said=SAID,
    heard=(
        ParcelNews(
            "19041424751540",
            "Raftaar Surface",
            (
                ScanData(
                    datetime(2026, 11, 19, 5, 30, tzinfo=UTC),
                    Moved.PICKED_UP,
                    "In Transit - Shipment picked up",
                    "Ahmedabad",
                ),
                ScanData(
                    datetime(2026, 11, 20, 7, 30, tzinfo=UTC), Moved.ATTEMPTED, "Customer refused", "Indore"
                ),
                ScanData(datetime(2026, 11, 21, 5, tzinfo=UTC), Moved.RTO_STARTED, "RTO INITIATED"),
            ),
            date(2026, 11, 22),
        ),
    ),
    headers={},
    proof="x-api-key",
    signs_body=False,
)
