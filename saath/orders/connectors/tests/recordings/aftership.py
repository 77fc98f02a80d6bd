"""A parcel that was tried once and then handed over."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from saath.orders.connectors.base import ParcelNews
from saath.orders.connectors.tests.contract import Recording
from saath.orders.data import ScanData
from saath.orders.states import Moved

SAID: dict[str, Any] = {
    "event": "tracking_update",
    "event_id": "8f3a-event",
    "is_tracking_first_tag": True,
    "ts": 1795239000,
    "msg": {
        "id": "trk1",
        "tracking_number": "RF88213",
        "slug": "raftaar",
        "tag": "Delivered",
        "expected_delivery": "2026-11-22",
        "checkpoints": [
            {
                "checkpoint_time": "2026-11-19T11:00:00+05:30",
                "tag": "InTransit",
                "subtag": "InTransit_002",
                "message": "Accepted",
                "city": "Ahmedabad",
                "country_name": "India",
            },
            {
                "checkpoint_time": "2026-11-20T13:00:00",
                "tag": "AttemptFail",
                "subtag": "AttemptFail_001",
                "message": "Nobody at home",
                "location": "Indore",
            },
            {"checkpoint_time": "", "tag": "InTransit", "message": "No time"},
            {"checkpoint_time": "2026-11-21T10:30:00+05:30", "tag": "Delivered", "message": "Delivered"},
        ],
    },
}

RECORDING = Recording(
    said=SAID,
    heard=(
        ParcelNews(
            "RF88213",
            "raftaar",
            (
                ScanData(
                    datetime(2026, 11, 19, 5, 30, tzinfo=UTC), Moved.PICKED_UP, "Accepted", "Ahmedabad, India"
                ),
                ScanData(
                    datetime(2026, 11, 20, 7, 30, tzinfo=UTC), Moved.ATTEMPTED, "Nobody at home", "Indore"
                ),
                ScanData(datetime(2026, 11, 21, 5, tzinfo=UTC), Moved.DELIVERED, "Delivered"),
            ),
            date(2026, 11, 22),
        ),
    ),
    headers={},
    proof="aftership-hmac-sha256",
)
