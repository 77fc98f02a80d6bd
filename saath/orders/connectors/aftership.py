"""AfterShip: what couriers say of parcels, already in one list of words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from saath.orders.connectors.base import Credential, Headers, Heard, Ignored, ParcelNews, Unreadable
from saath.orders.connectors.proof import check_signature, digest, header, signature_of
from saath.orders.connectors.reading import Fields, day, fields, first, items, moment, read_json, text
from saath.orders.data import ScanData
from saath.orders.states import Moved

# Where a courier tells no zone, it is the clock on its wall.
HERE = ZoneInfo("Asia/Kolkata")
_PROOF = "aftership-hmac-sha256"
_MOVED: Mapping[str, Moved] = {
    "InfoReceived": Moved.LABEL,
    "InTransit": Moved.IN_TRANSIT,
    "OutForDelivery": Moved.OUT_FOR_DELIVERY,
    "AvailableForPickup": Moved.AVAILABLE,
    "AttemptFail": Moved.ATTEMPTED,
    "Delivered": Moved.DELIVERED,
    "Exception": Moved.EXCEPTION,
}
# What the finer words say more than the coarse ones.
_FINER: Mapping[str, Moved] = {
    "InTransit_002": Moved.PICKED_UP,
    "Exception_010": Moved.RTO_STARTED,
    "Exception_011": Moved.RTO_DELIVERED,
    "Exception_013": Moved.LOST,
}


class AfterShip:
    """Parcels as AfterShip tells of them."""

    key = "aftership"
    name = "AfterShip"
    ACCOUNT: Credential | None = None
    CREDENTIALS: tuple[Credential, ...] = (
        Credential("api_key", _("API key"), help=_("AfterShip makes it under Settings, API keys.")),
    )
    SECRET_IS_OURS = False
    HEADERS: frozenset[str] = frozenset()
    TOPICS: tuple[str, ...] = ()

    def verify(self, headers: Headers, body: bytes, secrets: Sequence[str]) -> None:
        """Accept what the webhook secret signed. Raises BadSignature."""
        check_signature(header(headers, _PROOF), body, secrets)

    def sign(self, body: bytes, secret: str) -> dict[str, str]:
        """Return the headers with which AfterShip would prove a body."""
        return {_PROOF: signature_of(body, secret)}

    def key_of(self, headers: Headers, body: bytes) -> str:
        """Return the event's id."""
        try:
            event = text(fields(read_json(body)).get("event_id"))
        except Unreadable:
            event = ""
        return event[:200] or digest(body)

    def parse(self, headers: Headers, body: bytes) -> tuple[Heard, ...]:
        """Read what was said of a parcel. Raises Unreadable."""
        return (news_of(fields(fields(read_json(body)).get("msg"))),)


def news_of(tracking: Fields) -> Heard:
    """Read what is known of a parcel."""
    awb = text(tracking.get("tracking_number"))
    if not awb:
        return Ignored("no parcel")
    promised = first(
        tracking.get("order_promised_delivery_date"),
        fields(tracking.get("courier_estimated_delivery_date")).get("estimated_delivery_date"),
        tracking.get("expected_delivery"),
    )
    return ParcelNews(awb, text(tracking.get("slug")), tuple(_scans(tracking)), day(promised))


def _scans(tracking: Fields) -> Iterator[ScanData]:
    for each in items(tracking.get("checkpoints")):
        at, moved = moment(each.get("checkpoint_time"), HERE), _moved(each)
        if at is not None and moved is not None:
            places = (text(each.get(name)) for name in ("city", "state", "country_name"))
            place = first(each.get("location"), ", ".join(filter(None, places)))
            yield ScanData(at, moved, text(each.get("message")), place)


def _moved(each: Fields) -> Moved | None:
    return _FINER.get(text(each.get("subtag"))) or _MOVED.get(text(each.get("tag")))
