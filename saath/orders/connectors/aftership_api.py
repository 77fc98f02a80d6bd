"""AfterShip's Tracking API: what couriers said of parcels whose webhooks did not come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from saath.orders.connectors.aftership import news_of
from saath.orders.connectors.base import Credentials, ParcelNews, told_secret
from saath.orders.connectors.calling import call, origin_of
from saath.orders.connectors.reading import Fields, fields, items

VERSION = "2026-07"


class AfterShipApi:
    """One account at AfterShip."""

    CONNECTOR = "aftership"
    MOST_AT_ONCE = 50

    def __init__(self, account: str, credentials: Credentials) -> None:
        origin = origin_of(account, usual="https://api.aftership.com")
        self._base = f"{origin}/tracking/{VERSION}"
        self._key = told_secret(credentials, "api_key")

    def check(self) -> str:
        """Ask for one parcel; an account has no name there."""
        self._trackings({"limit": 1})
        return ""

    def track(self, awbs: Sequence[str]) -> tuple[ParcelNews, ...]:
        """Return what is known of some parcels."""
        wanted = [awb for awb in awbs if "," not in awb]
        found = (
            self._trackings({"tracking_numbers": ",".join(wanted), "limit": self.MOST_AT_ONCE})
            if wanted
            else []
        )
        return tuple(news for each in found if isinstance(news := news_of(each), ParcelNews))

    def _trackings(self, params: Mapping[str, str | int]) -> list[Fields]:
        headers = {"as-api-key": self._key}
        said = fields(call("GET", f"{self._base}/trackings", params=params, headers=headers).said)
        return items(fields(said.get("data")).get("trackings"))
