"""An app as its maker would write it: it knocks, waits for the browser to come back, and changes what it brings."""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from django.test import Client

from saath.programs.actions.apps import register_app
from saath.programs.models import App
from saath.stores.models import Member
from saath.stores.tests.builders import Shop, actor_with
from saath.tenancy.scope import store_scope

BACK = "https://tally.example/back"
AUTHORIZE, TOKEN, REVOKE, INTROSPECT = (
    "/oauth/authorize",
    "/oauth/token",
    "/oauth/revoke",
    "/oauth/introspect",
)


def challenge_of(verifier: str) -> str:
    """Return the challenge of a verifier (RFC 7636, 4.2)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


@dataclass
class TestApp:
    """One installation of an app, with what it remembers."""

    __test__ = False

    app: App
    host: str
    secret: str = ""
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))

    def wish(self, **changes: Any) -> str:
        """Return the address that the app opens in the browser; None takes a parameter away."""
        asked = {
            "response_type": "code",
            "client_id": self.app.client_id,
            "redirect_uri": BACK,
            "scope": "orders:read customers:read",
            "state": "xyz",
            "code_challenge": challenge_of(self.verifier),
            "code_challenge_method": "S256",
            **changes,
        }
        return f"{AUTHORIZE}?{urlencode({name: value for name, value in asked.items() if value is not None})}"

    def code(self, browser: Client, *, answer: str = "yes", lasts: str = "365", **changes: Any) -> str:
        """Let somebody say yes in their browser, and return the code that comes back."""
        led = browser.post(self.wish(**changes), {"answer": answer, "lasts": lasts})
        assert led.status_code == 303, led.content.decode()
        return said(led["Location"])["code"]

    def exchange(self, code: str, **changes: Any) -> Any:
        """Change a code for tokens."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": BACK,
            "code_verifier": self.verifier,
        }
        return self.post(TOKEN, {**form, **changes})

    def renew(self, refresh_token: str, **changes: Any) -> Any:
        """Change a refresh token for new tokens."""
        return self.post(TOKEN, {"grant_type": "refresh_token", "refresh_token": refresh_token, **changes})

    def post(self, address: str, form: dict[str, Any]) -> Any:
        """Post a form as the app: with its id, and its secret where it has one."""
        own = {"client_id": self.app.client_id, **({"client_secret": self.secret} if self.secret else {})}
        given = {name: value for name, value in {**own, **form}.items() if value is not None}
        return knock(self.host, address, urlencode(given))


def knock(host: str, address: str, body: str, **headers: str) -> Any:
    """Post a form without a browser's cookies."""
    client = Client(headers={"host": host}, enforce_csrf_checks=True)
    return client.post(address, body, content_type="application/x-www-form-urlencoded", headers=headers)


def said(location: str) -> dict[str, str]:
    """Return what an address says in its query."""
    return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}


def make_app(
    shop: Shop,
    owner: Member,
    *,
    is_confidential: bool = False,
    name: str = "Tally sync",
    addresses: tuple[str, ...] = (BACK,),
) -> TestApp:
    """Register an app and install it."""
    with store_scope(shop.store.pk):
        made = register_app(
            actor_with(owner), name=name, redirect_uris=addresses, is_confidential=is_confidential
        )
    return TestApp(made.app, shop.host, made.secret.reveal() if made.secret else "")
