"""AfterShip and Shiprocket as stand-ins: they know some parcels by their numbers, and say of them what they said in webhooks."""

from __future__ import annotations

from typing import Any

from saath.orders.connectors.proof import signature_of
from saath.orders.connectors.stand_ins.server import Asked, Failure, StandIn, Told, as_json, deliver

API_KEY = "asat-neelambari"
SECRET = "as-neelambari"  # noqa: S105  # signs nothing but what this stand-in sends
EMAIL, PASSWORD = "api@paanch-takiye.example", "five pillows"  # opens nothing but this stand-in


class AfterShipStandIn(StandIn):
    """`trackings` by number, each as the `msg` of a webhook has it."""

    def __init__(self) -> None:
        super().__init__()
        self.api_key, self.secret = API_KEY, SECRET
        self.trackings: dict[str, dict[str, Any]] = {}

    def tell(self, url: str, event: str, awb: str) -> int:
        """Send a webhook about a parcel, and return the status that it was answered with."""
        body = as_json({"event_id": event, "event": "tracking_update", "msg": self.trackings[awb]})
        return deliver(url, body, {"aftership-hmac-sha256": signature_of(body, self.secret)})

    def answer(self, asked: Asked) -> Told:
        """Answer a request to the Tracking API."""
        if asked.headers.get("as-api-key") != self.api_key:
            raise Failure(Told({"meta": {"code": 401, "message": "Invalid API key."}, "data": {}}, 401))
        if not asked.path.endswith("/trackings"):
            raise Failure(Told({"meta": {"code": 404, "message": "Not found."}, "data": {}}, 404))
        wanted = asked.params.get("tracking_numbers", "").split(",")
        found = [self.trackings[awb] for awb in wanted if awb in self.trackings]
        found = found[: int(asked.params.get("limit", 100))]
        pagination = {"total": len(found), "has_next_page": False, "next_cursor": ""}
        return Told({"meta": {"code": 200}, "data": {"pagination": pagination, "trackings": found}})


class ShiprocketStandIn(StandIn):
    """`parcels` by number, each as `tracking_data` has it; a token is good until `forget_tokens`."""

    def __init__(self) -> None:
        super().__init__()
        self.email, self.password = EMAIL, PASSWORD
        self.parcels: dict[str, dict[str, Any]] = {}
        self._tokens: set[str] = set()

    def forget_tokens(self) -> None:
        """Let who signed in sign in anew."""
        self._tokens.clear()

    def tell(self, url: str, said: Any, *, token: str) -> int:
        """Send a webhook, and return the status that it was answered with."""
        return deliver(url, as_json(said), {"x-api-key": token})

    def answer(self, asked: Asked) -> Told:
        """Answer a request to the API."""
        if asked.path.endswith("/auth/login"):
            return self._sign_in(asked)
        if asked.headers.get("authorization", "").removeprefix("Bearer ") not in self._tokens:
            raise Failure(Told({"message": "Token has expired", "status_code": 401}, 401))
        awb = asked.path.rpartition("/courier/track/awb/")[2]
        if awb not in self.parcels:
            raise Failure(Told({"message": "No data found for this AWB", "status_code": 404}, 404))
        return Told({"tracking_data": self.parcels[awb]})

    def _sign_in(self, asked: Asked) -> Told:
        said = asked.said
        if (said.get("email"), said.get("password")) != (self.email, self.password):
            raise Failure(
                Told({"message": "Invalid email and password combination", "status_code": 403}, 403)
            )
        token = f"token-{len(self._tokens) + 1}"
        self._tokens.add(token)
        return Told({"token": token, "company_id": 1})
