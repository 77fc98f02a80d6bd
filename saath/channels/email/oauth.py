"""Signing in to a mailbox without its password: OAuth 2.0 with PKCE (RFC 6749, 7636), at Google and Microsoft.

The owner gives consent in the browser, which brings back a code; the code becomes a refresh token, and that an access token
whenever the last one has run out. Endpoints as the providers document them:
https://developers.google.com/identity/protocols/oauth2/web-server,
https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlencode

# A token is renewed so long before its end, for the line that it opens still needs it.
RENEW_EARLY = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Provider:
    """Where one provider asks for consent and gives tokens, and what to ask for."""

    authorize_url: str
    token_url: str
    scopes: tuple[str, ...]
    extra: Mapping[str, str] = field(default_factory=dict)


PROVIDERS: dict[str, Provider] = {
    "google": Provider(
        authorize_url="https://accounts.google.com/o/oauth2/v2/auth",
        token_url="https://oauth2.googleapis.com/token",  # noqa: S106  # an address
        scopes=("https://mail.google.com/",),
        extra={"access_type": "offline", "prompt": "consent"},
    ),
    "microsoft": Provider(
        authorize_url="https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
        token_url="https://login.microsoftonline.com/common/oauth2/v2.0/token",  # noqa: S106  # an address
        scopes=(
            "https://outlook.office.com/IMAP.AccessAsUser.All",
            "https://outlook.office.com/SMTP.Send",
            "offline_access",
        ),
        extra={"prompt": "select_account"},
    ),
}


@dataclass(frozen=True, slots=True)
class Application:
    """Who we are at a provider: what it gave to whoever runs this installation."""

    client_id: str
    client_secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Tokens:
    """What opens a mailbox now, until when, and what renews it."""

    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    expires_at: datetime

    def is_good(self, at: datetime) -> bool:
        """Whether the access token may still be used."""
        return bool(self.access_token) and at < self.expires_at - RENEW_EARLY


def new_verifier() -> str:
    """Return the secret that ties a code to the browser which asked for it (RFC 7636, 4.1)."""
    return secrets.token_urlsafe(48)


def consent_url(
    provider: Provider,
    application: Application,
    *,
    redirect_uri: str,
    state: str,
    verifier: str,
    address: str,
) -> str:
    """Return where the owner gives consent; the answer comes back to `redirect_uri` with `state`."""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "client_id": application.client_id,
        "response_type": "code",
        "redirect_uri": redirect_uri,
        "scope": " ".join(provider.scopes),
        "state": state,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        "login_hint": address,
        **provider.extra,
    }
    return f"{provider.authorize_url}?{urlencode(asked)}"
