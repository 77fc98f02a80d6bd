"""Shiprocket's API: what couriers said of parcels whose webhooks did not come. A token opens it for ten days."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from urllib.parse import quote

from saath.orders.connectors.base import Credentials, NeedsReauth, NotThere, ParcelNews, Refusal, told_secret
from saath.orders.connectors.calling import call, origin_of
from saath.orders.connectors.reading import Fields, fields, items, text
from saath.orders.connectors.shiprocket import news_of

_PATH = "/v1/external"


class ShiprocketApi:
    """One account at Shiprocket."""

    CONNECTOR = "shiprocket"
    # Each is a call of its own.
    MOST_AT_ONCE = 10

    def __init__(self, account: str, credentials: Credentials) -> None:
        self._base = origin_of(account, usual="https://apiv2.shiprocket.in") + _PATH
        self._who = {key: told_secret(credentials, key) for key in ("email", "password")}
        self._token = ""

    def check(self) -> str:
        """Sign in; return the address by which we are known there."""
        self._sign_in()
        return self._who["email"]

    def track(self, awbs: Sequence[str]) -> tuple[ParcelNews, ...]:
        """Return what is known of some parcels."""
        heard = []
        for awb in awbs:
            with suppress(NotThere):
                news = news_of(_as_delivered(awb, self._tracked(awb)))
                heard += [news] if isinstance(news, ParcelNews) else []
        return tuple(heard)

    def _tracked(self, awb: str) -> Fields:
        if not self._token:
            self._sign_in()
        headers = {"Authorization": f"Bearer {self._token}"}
        answer = call("GET", f"{self._base}/courier/track/awb/{quote(awb, safe='')}", headers=headers)
        return fields(fields(answer.said).get("tracking_data"))

    def _sign_in(self) -> None:
        try:
            said = fields(call("POST", f"{self._base}/auth/login", json=self._who).said)
        except Refusal as refusal:
            raise NeedsReauth(refusal.words) from refusal
        self._token = text(said.get("token"))
        if not self._token:
            raise NeedsReauth("no token came")


def _as_delivered(awb: str, tracked: Fields) -> Fields:
    """Return what is known of a parcel in the names of the webhook."""
    parcels = items(tracked.get("shipment_track"))
    parcel = parcels[0] if parcels else {}
    return {
        "awb": awb,
        "courier_name": parcel.get("courier_name"),
        "etd": tracked.get("etd"),
        "is_return": tracked.get("is_return"),
        "scans": tracked.get("shipment_track_activities"),
    }
