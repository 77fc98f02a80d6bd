"""Shiprocket: what Indian couriers say of parcels, with failed attempts and returns to origin; a token, no signature.

Its times are those of India, without saying so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from saath.orders.connectors.base import Credential, Headers, Heard, Ignored, ParcelNews, Unreadable
from saath.orders.connectors.proof import check_token, digest, header
from saath.orders.connectors.reading import Fields, day, fields, first, items, moment, read_json, text
from saath.orders.data import ScanData
from saath.orders.states import Moved

HERE = ZoneInfo("Asia/Kolkata")
_PROOF = "x-api-key"
_WRITTEN = ("%d %m %Y %H:%M:%S", "%d-%m-%Y %H:%M:%S")
# Words without signs, in lower case. NDR is "non-delivery report": the courier was there, and nobody took it.
_MOVED: Mapping[str, Moved] = {
    "awb assigned": Moved.LABEL,
    "label generated": Moved.LABEL,
    "manifest generated": Moved.LABEL,
    "manifested": Moved.LABEL,
    "pickup scheduled": Moved.LABEL,
    "pickup queued": Moved.LABEL,
    "pickup generated": Moved.LABEL,
    "pickup rescheduled": Moved.LABEL,
    "pickup booked": Moved.LABEL,
    "pickup error": Moved.LABEL,
    "pickup exception": Moved.LABEL,
    "out for pickup": Moved.LABEL,
    "box packing": Moved.LABEL,
    "picked up": Moved.PICKED_UP,
    "shipped": Moved.PICKED_UP,
    "handover to courier": Moved.PICKED_UP,
    "in transit": Moved.IN_TRANSIT,
    "in transit overseas": Moved.IN_TRANSIT,
    "reached at destination hub": Moved.IN_TRANSIT,
    "reached destination hub": Moved.IN_TRANSIT,
    "reached warehouse": Moved.IN_TRANSIT,
    "misrouted": Moved.IN_TRANSIT,
    "delayed": Moved.IN_TRANSIT,
    "out for delivery": Moved.OUT_FOR_DELIVERY,
    "undelivered": Moved.ATTEMPTED,
    "ndr": Moved.ATTEMPTED,
    "undelivered 1st attempt": Moved.ATTEMPTED,
    "undelivered 2nd attempt": Moved.ATTEMPTED,
    "undelivered 3rd attempt": Moved.ATTEMPTED,
    "delivered": Moved.DELIVERED,
    "partial delivered": Moved.DELIVERED,
    "fulfilled": Moved.DELIVERED,
    "self fulfilled": Moved.DELIVERED,
    "rto initiated": Moved.RTO_STARTED,
    "rto acknowledged": Moved.RTO_DELIVERED,
    "rto": Moved.RTO_IN_TRANSIT,
    "rto in transit": Moved.RTO_IN_TRANSIT,
    "rto ofd": Moved.RTO_IN_TRANSIT,
    "rto out for delivery": Moved.RTO_IN_TRANSIT,
    "rto ndr": Moved.RTO_IN_TRANSIT,
    "rto delivered": Moved.RTO_DELIVERED,
    "lost": Moved.LOST,
    "untraceable": Moved.EXCEPTION,
    "damaged": Moved.EXCEPTION,
    "destroyed": Moved.EXCEPTION,
    "disposed off": Moved.EXCEPTION,
    "contact customer care": Moved.EXCEPTION,
    "canceled": Moved.CANCELLED,
    "cancelled": Moved.CANCELLED,
    "cancelled before dispatched": Moved.CANCELLED,
    "shipment cancelled": Moved.CANCELLED,
}


class Shiprocket:
    """Parcels as Shiprocket tells of them."""

    key = "shiprocket"
    name = "Shiprocket"
    ACCOUNT: Credential | None = None
    CREDENTIALS: tuple[Credential, ...] = (
        Credential(
            "email",
            _("Mail address of the API user"),
            is_secret=False,
            help=_("Not the one you sign in with: make a user under Settings, API."),
        ),
        Credential("password", _("Password of the API user")),
    )
    SECRET_IS_OURS = True
    HEADERS: frozenset[str] = frozenset()
    TOPICS: tuple[str, ...] = ()

    def verify(self, headers: Headers, body: bytes, secrets: Sequence[str]) -> None:
        """Accept what comes with the token. Raises BadSignature: a connection without a token hears nothing."""
        check_token(header(headers, _PROOF), secrets)

    def sign(self, body: bytes, secret: str) -> dict[str, str]:
        """Return the header with which Shiprocket would prove itself."""
        return {_PROOF: secret}

    def key_of(self, headers: Headers, body: bytes) -> str:
        """Return parcel, status and time, and what else is said: it names nothing itself."""
        try:
            said = fields(read_json(body))
        except Unreadable:
            said = {}
        named = (text(said.get(name)) for name in ("awb", "current_status_id", "current_timestamp"))
        return ":".join((*(each[:40] for each in named), digest(body)))

    def parse(self, headers: Headers, body: bytes) -> tuple[Heard, ...]:
        """Read what was said of a parcel. Raises Unreadable."""
        return (news_of(fields(read_json(body))),)


def news_of(said: Fields) -> Heard:
    """Read what is known of a parcel."""
    awb = text(said.get("awb"))
    if not awb:
        return Ignored("no parcel")
    # What a customer sends back has a parcel of its own; it says nothing of the one that was delivered.
    if text(said.get("is_return")) in ("1", "true") or said.get("is_return") is True:
        return Ignored("a parcel that a customer sends back")
    scans = tuple(dict.fromkeys((*_scans(said), *_now(said))))
    return ParcelNews(awb, text(said.get("courier_name")), scans, day(said.get("etd")))


def _scans(said: Fields) -> Iterator[ScanData]:
    for each in items(said.get("scans")):
        at = _moment(each.get("date"))
        moved = (
            _moved(each.get("sr-status-label")) or _moved(each.get("status")) or _moved(each.get("activity"))
        )
        if at is not None and moved is not None:
            yield ScanData(at, moved, text(each.get("activity")), text(each.get("location")))


def _now(said: Fields) -> Iterator[ScanData]:
    """Return where it stands now, unless a scan of that moment has said so already."""
    at = _moment(said.get("current_timestamp"))
    moved = _moved(said.get("current_status")) or _moved(said.get("shipment_status"))
    is_told = any(scan.at == at and scan.state == moved for scan in _scans(said))
    if at is not None and moved is not None and not is_told:
        yield ScanData(at, moved, first(said.get("current_status"), said.get("shipment_status")))


def _moved(word: Any) -> Moved | None:
    return _MOVED.get(re.sub(r"[\W_]+", " ", text(word).casefold()).strip())


def _moment(value: Any) -> datetime | None:
    for written in _WRITTEN:
        with suppress(ValueError, OverflowError):
            return datetime.strptime(text(value), written).replace(tzinfo=HERE).astimezone(UTC)
    return moment(value, HERE)
