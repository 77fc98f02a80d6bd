"""What the library asks of a shop's rows. One object for one request, inside one transaction of the store in scope."""

from __future__ import annotations

import base64
import binascii
from hmac import compare_digest
from typing import Any
from urllib.parse import unquote_plus
from uuid import UUID

from oauthlib.oauth2 import RequestValidator

from saath.core.clock import now
from saath.programs.actions import _handing as handing
from saath.programs.bearers import hash_of, is_bearer
from saath.programs.models import AccessToken, Admission, App, AuthorizationCode, RefreshToken
from saath.programs.models.admission import REFRESH_LASTS
from saath.programs.queries import find_app
from saath.programs.scopes import NAMES
from saath.tenancy.actor import Actor

GRANT_TYPES = ("authorization_code", "refresh_token")


class ShopValidator(RequestValidator):  # type: ignore[misc]  # the library has no types
    """Answers for the store in scope. What it finds on the way it keeps, for the next question of the same request."""

    def __init__(self, actor: Actor) -> None:
        super().__init__()
        self._actor = actor
        self._code: AuthorizationCode | None = None
        self._refresh: RefreshToken | None = None
        self.admission: Admission | None = None

    # Who asks (RFC 6749, 2.3)

    def client_authentication_required(self, request: Any, *args: Any, **kwargs: Any) -> bool:
        """Tell whether a secret is due: always, but of a public app that shows none."""
        app = find_app(_who_asks(request)[0])
        return app is None or app.is_confidential or bool(_who_asks(request)[1])

    def authenticate_client(self, request: Any, *args: Any, **kwargs: Any) -> bool:
        """Tell whether a confidential app shows its own secret."""
        client_id, secret = _who_asks(request)
        app = find_app(client_id)
        request.client = None
        if app is None or not app.is_confidential or not compare_digest(hash_of(secret), app.secret_hash):
            return False
        request.client, request.client_id = app, app.client_id
        return True

    def authenticate_client_id(self, client_id: str, request: Any, *args: Any, **kwargs: Any) -> bool:
        """Tell whether a public app says who it is."""
        app = find_app(client_id)
        request.client = app if app and not app.is_confidential else None
        return request.client is not None

    # Asking a colleague (RFC 6749, 4.1.1)

    def validate_client_id(self, client_id: str, request: Any, *args: Any, **kwargs: Any) -> bool:
        """Tell whether an app is registered here."""
        request.client = find_app(client_id)
        return request.client is not None

    def validate_redirect_uri(
        self, client_id: str, redirect_uri: str, request: Any, *args: Any, **kwargs: Any
    ) -> bool:
        """Tell whether an address is, letter by letter, one of the app's."""
        return redirect_uri in request.client.redirect_uris

    def get_default_redirect_uri(self, client_id: str, request: Any, *args: Any, **kwargs: Any) -> None:
        """Return none: an app says where it wants to go."""

    def validate_response_type(
        self, client_id: str, response_type: str, client: Any, request: Any, *args: Any, **kwargs: Any
    ) -> bool:
        """Tell whether a code is asked for; tokens never come by way of the browser."""
        return response_type == "code"

    def get_default_scopes(self, client_id: str, request: Any, *args: Any, **kwargs: Any) -> list[str]:
        """Return none: an app says what it wants to do."""
        return []

    def validate_scopes(
        self, client_id: str, scopes: list[str], client: Any, request: Any, *args: Any, **kwargs: Any
    ) -> bool:
        """Tell whether everything that is asked for is known."""
        return bool(scopes) and {*scopes} <= NAMES

    def is_pkce_required(self, client_id: str, request: Any) -> bool:
        """Tell that every app proves that it began what it ends (RFC 7636)."""
        return True

    # Changing a code for tokens (RFC 6749, 4.1.3)

    def validate_grant_type(
        self, client_id: str, grant_type: str, client: Any, request: Any, *args: Any, **kwargs: Any
    ) -> bool:
        """Tell whether tokens are given for this."""
        return grant_type in GRANT_TYPES

    def validate_code(
        self, client_id: str, code: str, client: App, request: Any, *args: Any, **kwargs: Any
    ) -> bool:
        """Take a code, which nobody can take again; one that comes twice ends what it had opened (RFC 6749, 4.1.2)."""
        found = handing.take_code(self._actor, code, app=client)
        if found is None:
            return False
        self._code, self.admission = found, found.admission
        request.user, request.scopes = found.admission.member, list(found.admission.scopes)
        return True

    def get_code_challenge(self, code: str, request: Any) -> str:
        """Return what the code was asked for with."""
        return self._code.challenge if self._code else ""

    def get_code_challenge_method(self, code: str, request: Any) -> str:
        """Return the only one that we know."""
        return "S256"

    def confirm_redirect_uri(
        self,
        client_id: str,
        code: str,
        redirect_uri: str,
        client: App,
        request: Any,
        *args: Any,
        **kwargs: Any,
    ) -> bool:
        """Tell whether the app names the address to which the code went."""
        return self._code is not None and compare_digest(self._code.redirect_uri, redirect_uri)

    def invalidate_authorization_code(
        self, client_id: str, code: str, request: Any, *args: Any, **kwargs: Any
    ) -> None:
        """Do nothing: it was used up when it was taken."""

    # Staying without asking again (RFC 6749, 6)

    def validate_refresh_token(
        self, refresh_token: str, client: App, request: Any, *args: Any, **kwargs: Any
    ) -> bool:
        """Take a token that renews; one that comes twice ends what it had opened (RFC 9700, 4.14.2)."""
        found = handing.take_refresh_token(self._actor, refresh_token, app=client)
        if found is None:
            return False
        self._refresh, self.admission = found, found.admission
        request.user = found.admission.member
        return True

    def get_original_scopes(self, refresh_token: str, request: Any, *args: Any, **kwargs: Any) -> list[str]:
        """Return what the colleague has said yes to."""
        return list(self.admission.scopes) if self.admission else []

    def save_bearer_token(self, token: dict[str, Any], request: Any, *args: Any, **kwargs: Any) -> None:
        """Keep the hashes of new tokens."""
        if self.admission is None:
            raise ValueError("tokens are given for a code or for a token that renews")
        handing.hand_out(
            self.admission,
            access=token["access_token"],
            refresh=token["refresh_token"],
            scopes=list(request.scopes),
            lasts_seconds=token["expires_in"],
            instead_of=self._refresh,
        )

    # Giving back, and asking what a token is (RFC 7009, RFC 7662)

    def revoke_token(self, token: str, token_type_hint: str, request: Any, *args: Any, **kwargs: Any) -> None:
        """End an app's own token; one that renews ends everything of its yes."""
        handing.give_back(self._actor, token, app=request.client)

    def introspect_token(
        self, token: str, token_type_hint: str, request: Any, *args: Any, **kwargs: Any
    ) -> dict[str, Any] | None:
        """Return what an app's own token is, None for any other."""
        found = _own_access_token(token, request.client) or _own_refresh_token(token, request.client)
        return {"client_id": request.client.client_id, **found} if found else None


def _who_asks(request: Any) -> tuple[str, str]:
    """Return the client id and secret: of the header (RFC 7617), else of the form."""
    scheme, _blank, given = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return request.client_id or "", request.client_secret or ""
    try:
        client_id, _colon, secret = base64.b64decode(given, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    # RFC 6749, 2.3.1: both are written as in a form. Who says two names says none.
    client_id = unquote_plus(client_id)
    is_one = request.client_id in (None, client_id) and request.client_secret is None
    return (client_id, unquote_plus(secret)) if is_one else ("", "")


def _own_access_token(token: str, app: App) -> dict[str, Any] | None:
    if not is_bearer(token):
        return None
    tokens = AccessToken.objects.live(now()).filter(member__is_active=True, member__person__is_active=True)
    found = tokens.filter(token_hash=hash_of(token), admission__app=app).select_related("member").first()
    if found is None:
        return None
    told = _told(found.scopes, found.member.public_id, found.created_at, found.expires_at)
    return {**told, "token_type": "Bearer"}


def _own_refresh_token(token: str, app: App) -> dict[str, Any] | None:
    if not is_bearer(token):
        return None
    tokens = RefreshToken.objects.filter(token_hash=hash_of(token), used_at=None, admission__app=app)
    found = tokens.select_related("admission__member__person").first()
    if found is None or not handing.is_open(found.admission):
        return None
    ends = min(found.created_at + REFRESH_LASTS, found.admission.expires_at)
    if ends <= now():
        return None
    return _told(found.admission.scopes, found.admission.member.public_id, found.created_at, ends)


def _told(scopes: list[str], member: UUID, begins: Any, ends: Any) -> dict[str, Any]:
    times = {"iat": int(begins.timestamp()), "exp": int(ends.timestamp())}
    return {"scope": " ".join(scopes), "sub": str(member), **times}
