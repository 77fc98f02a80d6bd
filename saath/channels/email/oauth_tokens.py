"""Asking a provider for the tokens that open a mailbox (RFC 6749, 4.1.3 and 6)."""

from __future__ import annotations

from datetime import datetime, timedelta

import httpx

from saath.channels.base import NeedsReauth, RetryLater
from saath.channels.email.oauth import Application, Provider, Tokens
from saath.core.http import AnswerRefused, client
from saath.core.outside import AddressRefused

MAX_ANSWER_BYTES = 100_000
TOTAL_SECONDS = 20.0
BUSY_SECONDS = 60
# Errors that another try cannot mend: a person has to sign in again, or whoever runs this installation has to look.
FINAL = frozenset(
    {
        "invalid_grant",
        "invalid_client",
        "unauthorized_client",
        "invalid_scope",
        "interaction_required",
        "consent_required",
    }
)


def tokens_for_code(
    provider: Provider, application: Application, *, code: str, verifier: str, redirect_uri: str, at: datetime
) -> Tokens:
    """Change a code for tokens, once. Raises NeedsReauth, RetryLater."""
    asked = {
        "grant_type": "authorization_code",
        "code": code,
        "code_verifier": verifier,
        "redirect_uri": redirect_uri,
    }
    tokens = _ask(provider, application, asked, at=at, refresh_token="")
    if not tokens.refresh_token:
        raise NeedsReauth("the provider gave no refresh token")
    return tokens


def renewed_tokens(
    provider: Provider, application: Application, *, refresh_token: str, at: datetime
) -> Tokens:
    """Get a new access token; a provider may change the refresh token too. Raises NeedsReauth, RetryLater."""
    asked = {
        "grant_type": "refresh_token",
        "refresh_token": refresh_token,
        "scope": " ".join(provider.scopes),
    }
    return _ask(provider, application, asked, at=at, refresh_token=refresh_token)


def _ask(
    provider: Provider, application: Application, asked: dict[str, str], *, at: datetime, refresh_token: str
) -> Tokens:
    known = {"client_id": application.client_id, "client_secret": application.client_secret}
    try:
        with client(max_bytes=MAX_ANSWER_BYTES, total_seconds=TOTAL_SECONDS) as http:
            answer = http.post(provider.token_url, data={**asked, **known})
            said = _json(answer)
    except (AddressRefused, AnswerRefused, httpx.HTTPError) as error:
        raise RetryLater(type(error).__name__, seconds=BUSY_SECONDS) from error
    if answer.status_code != httpx.codes.OK:
        raise _refusal(answer.status_code, said)
    return _tokens(said, at=at, refresh_token=refresh_token)


def _json(answer: httpx.Response) -> dict[str, object]:
    try:
        said = answer.json()
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _refusal(status: int, said: dict[str, object]) -> Exception:
    """Tell a refusal for good (RFC 6749, 5.2) from a server that cannot answer now."""
    reason = str(said.get("error") or f"HTTP {status}")[:60]
    if reason in FINAL:
        return NeedsReauth(reason)
    return RetryLater(reason, seconds=BUSY_SECONDS)


def _tokens(said: dict[str, object], *, at: datetime, refresh_token: str) -> Tokens:
    access, renews = said.get("access_token"), said.get("refresh_token") or refresh_token
    seconds = said.get("expires_in")
    if not isinstance(access, str) or not access or not isinstance(renews, str):
        raise RetryLater("the provider's answer holds no token", seconds=BUSY_SECONDS)
    lasts = int(seconds) if isinstance(seconds, int | float | str) and str(seconds).isdigit() else 300
    return Tokens(access, renews, at + timedelta(seconds=lasts))
