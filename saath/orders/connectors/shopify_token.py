"""What opens a shop at Shopify: a token for good from the days when shops made them, or an app's credentials, for a day's token.

Apps that a shop makes since 2026 get no lasting token: they ask for one with their id and secret (RFC 6749, 4.4).
"""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic

from saath.orders.connectors.base import Credentials, NeedsReauth, Refusal, told_secret
from saath.orders.connectors.calling import call
from saath.orders.connectors.proof import digest
from saath.orders.connectors.reading import count, fields, text

# A token is asked for anew so long before it ends, so that no request is under way with one that just ended.
EARLY_SECONDS = 600

_granted: dict[str, tuple[str, float]] = {}


class AppToken:
    """The token of one shop, asked for where there is none yet and kept by this process as long as it is good."""

    def __init__(self, origin: str, credentials: Credentials) -> None:
        self._origin = origin
        self._lasting = told_secret(credentials, "token") if credentials.get("token") else ""
        self._app: Mapping[str, str] = {}
        if not self._lasting:
            self._app = {key: told_secret(credentials, key) for key in ("client_id", "client_secret")}
        self._key = digest(origin, *self._app.values())

    def get(self) -> str:
        """Return a token. Raises PlatformError."""
        if self._lasting:
            return self._lasting
        token, good_until = _granted.get(self._key, ("", 0.0))
        return token if monotonic() < good_until else self._ask()

    def forget(self) -> bool:
        """Let a token go that is not taken any more; return whether there may be another one."""
        return _granted.pop(self._key, None) is not None

    def _ask(self) -> str:
        asked = {"grant_type": "client_credentials", **self._app}
        try:
            said = fields(call("POST", f"{self._origin}/admin/oauth/access_token", form=asked).said)
        except Refusal as refusal:
            raise NeedsReauth(refusal.words) from refusal
        token = text(said.get("access_token"))
        if not token:
            raise NeedsReauth("no token came")
        _granted[self._key] = token, monotonic() + count(said.get("expires_in")) - EARLY_SECONDS
        return token
