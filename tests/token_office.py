"""A stand-in for a provider's token service, on loopback: speaks RFC 6749 (5.1, 5.2), 7636 and 7662 as they are documented.

It knows one application, gives each code and refresh token once where it is told to change them, and can be told to refuse.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from saath.channels.email.oauth import Application, Provider

APPLICATION = Application("our-client", "our-secret")


@dataclass
class TokenOffice:
    """What the service knows. `refusal` is given instead of tokens: (status, error), '' = no JSON at all."""

    port: int = 0
    codes: dict[str, str] = field(default_factory=dict)
    refresh_tokens: set[str] = field(default_factory=set)
    access_tokens: set[str] = field(default_factory=set)
    changes_refresh_token: bool = False
    expires_in: int = 3600
    refusal: tuple[int, str] | None = None
    asked: list[dict[str, str]] = field(default_factory=list)
    user: str = ""

    @property
    def provider(self) -> Provider:
        """Return this service as one of the providers."""
        base = f"http://localhost:{self.port}"
        return Provider(f"{base}/authorize", f"{base}/token", ("mail",))

    def consent_page(self, url: str) -> str:
        """Return the page on which the owner gives consent: its link leads back as the browser would be redirected."""
        code, state = self.consent(url)
        [back] = parse_qs(urlsplit(url).query)["redirect_uri"]
        onward = escape(f"{back}?{urlencode({'code': code, 'state': state})}")
        return f'<!doctype html><html lang="en"><title>Sign in</title><a href="{onward}">Allow</a></html>'

    @property
    def introspection_url(self) -> str:
        """Return where a mail server asks whether an access token is good."""
        return f"http://localhost:{self.port}/introspect"

    def consent(self, url: str) -> tuple[str, str]:
        """Do what the owner does on the provider's page: return the code and the state that the browser brings back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        assert asked["response_type"] == "code"
        assert asked["client_id"] == APPLICATION.client_id
        code = secrets.token_urlsafe(12)
        self.codes[code] = asked["code_challenge"]
        return code, asked["state"]

    def grant(self) -> str:
        """Give a refresh token as if consent had been given."""
        token = secrets.token_urlsafe(12)
        self.refresh_tokens.add(token)
        return token

    def answer(self, asked: dict[str, str]) -> tuple[int, dict[str, object] | None]:
        """Answer one question at the token endpoint."""
        self.asked.append(asked)
        if self.refusal is not None:
            status, error = self.refusal
            return status, {"error": error, "error_description": "as told"} if error else None
        if (asked.get("client_id"), asked.get("client_secret")) != (
            APPLICATION.client_id,
            APPLICATION.client_secret,
        ):
            return 401, {"error": "invalid_client"}
        if not self._may_have(asked):
            return 400, {"error": "invalid_grant"}
        return 200, self._tokens(asked)

    def introspect(self, header: str) -> dict[str, object]:
        """Tell a mail server whom a token stands for (RFC 7662)."""
        token = header.removeprefix("Bearer ")
        return {"active": True, "email": self.user} if token in self.access_tokens else {"active": False}

    def _may_have(self, asked: dict[str, str]) -> bool:
        if asked["grant_type"] == "refresh_token":
            return asked["refresh_token"] in self.refresh_tokens
        challenge = base64.urlsafe_b64encode(hashlib.sha256(asked["code_verifier"].encode()).digest())
        return self.codes.pop(asked["code"], None) == challenge.rstrip(b"=").decode()

    def _tokens(self, asked: dict[str, str]) -> dict[str, object]:
        access = secrets.token_urlsafe(12)
        self.access_tokens.add(access)
        said: dict[str, object] = {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": self.expires_in,
        }
        if asked["grant_type"] == "authorization_code":
            said["refresh_token"] = self.grant()
        elif self.changes_refresh_token:
            self.refresh_tokens.discard(asked["refresh_token"])
            said["refresh_token"] = self.grant()
        return said


@contextmanager
def open_token_office() -> Iterator[TokenOffice]:
    """Run the service until the block ends."""
    office = TokenOffice()
    server = ThreadingHTTPServer(("localhost", 0), _desk_of(office))
    office.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield office
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _desk_of(office: TokenOffice) -> type[BaseHTTPRequestHandler]:
    class Desk(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            status, said = office.answer({name: values[0] for name, values in parse_qs(body).items()})
            self._say(status, b"<h1>Error</h1>" if said is None else json.dumps(said).encode())

        def do_GET(self) -> None:
            if urlsplit(self.path).path == "/authorize":
                self._say(200, office.consent_page(self.path).encode(), "text/html")
                return
            said = office.introspect(self.headers.get("Authorization", ""))
            self._say(200, json.dumps(said).encode())

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

        def _say(self, status: int, body: bytes, kind: str = "application/json") -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return Desk
