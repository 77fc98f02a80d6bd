"""The endpoints of the library, put together for one request as strictly as it can be."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from oauthlib.oauth2 import (
    AuthorizationCodeGrant,
    AuthorizationEndpoint,
    BearerToken,
    IntrospectEndpoint,
    RefreshTokenGrant,
    RevocationEndpoint,
    TokenEndpoint,
)
from oauthlib.oauth2.rfc6749.errors import FatalClientError, InvalidRequestError, OAuth2Error

from saath.core.clock import now
from saath.programs.bearers import new_bearer
from saath.programs.models import App
from saath.programs.oauth.asked import Answered, Asked
from saath.programs.oauth.validator import ShopValidator
from saath.tenancy.actor import Actor

ACCESS_SECONDS = 3600
# RFC 7636, 4.2: the SHA-256 of the verifier in base64url, which has 43 letters.
CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")


class CodeGrant(AuthorizationCodeGrant):  # type: ignore[misc]  # the library has no types
    """With proof of possession by SHA-256 only: no `plain`, and none left out (RFC 9700, 2.1.1)."""

    def __init__(self, validator: ShopValidator) -> None:
        sha256 = {"S256": self._code_challenge_methods["S256"]}
        super().__init__(
            validator,
            _code_challenge_methods=sha256,
            pre_token=[_check_verifier],
            pre_auth=[_check_challenge],
        )


@dataclass(frozen=True, slots=True)
class Wish:
    """What an app asks a colleague for; everything in it was checked."""

    app: App
    redirect_uri: str
    scopes: tuple[str, ...]
    state: str
    challenge: str


class CannotBeLetIn(Exception):
    """Nobody is sent anywhere: we do not know this app, or not this address of it."""


class WishRefused(Exception):
    """The app is told by way of the browser; `address` is checked, `said` are the parameters of RFC 6749, 4.1.2.1."""

    def __init__(self, address: str, said: list[tuple[str, str]]) -> None:
        super().__init__(said[0][1])
        self.address, self.said = address, said


def read_wish(actor: Actor, uri: str) -> Wish:
    """Return what the address that an app opened asks for. Raises CannotBeLetIn, WishRefused."""
    _refuse_twice(urlsplit(uri).query)
    grant = CodeGrant(ShopValidator(actor))
    endpoint = AuthorizationEndpoint("code", None, {"code": grant})
    try:
        scopes, about = endpoint.validate_authorization_request(uri)
    except FatalClientError as error:
        raise CannotBeLetIn from error
    except OAuth2Error as error:
        raise WishRefused(error.redirect_uri, error.twotuples) from error
    except ValueError as error:
        raise CannotBeLetIn from error
    request = about["request"]
    return Wish(
        app=request.client,
        redirect_uri=request.redirect_uri,
        scopes=tuple(dict.fromkeys(scopes)),
        state=request.state or "",
        challenge=request.code_challenge,
    )


def give_tokens(actor: Actor, asked: Asked) -> Answered:
    """Answer who brings a code, or a token that renews (RFC 6749, 3.2). Inside a transaction."""
    validator = ShopValidator(actor)

    def seconds(_request: Any) -> int:
        left = (validator.admission.expires_at - now()).total_seconds() if validator.admission else 0
        return max(1, min(ACCESS_SECONDS, int(left)))

    code = CodeGrant(validator)
    token = BearerToken(validator, lambda _request: new_bearer(), seconds)
    grants = {"authorization_code": code, "refresh_token": RefreshTokenGrant(validator)}
    return _answer(TokenEndpoint("authorization_code", token, grants).create_token_response, asked)


def take_back(actor: Actor, asked: Asked) -> Answered:
    """Answer an app that gives a token back (RFC 7009). Inside a transaction."""
    return _answer(RevocationEndpoint(ShopValidator(actor)).create_revocation_response, asked)


def tell_of_token(actor: Actor, asked: Asked) -> Answered:
    """Answer a confidential app that asks what a token of its own is (RFC 7662)."""

    class NeedsSecret(ShopValidator):
        def client_authentication_required(self, request: Any, *args: Any, **kwargs: Any) -> bool:
            return True

    return _answer(IntrospectEndpoint(NeedsSecret(actor)).create_introspect_response, asked)


def _answer(create: Any, asked: Asked) -> Answered:
    try:
        _refuse_twice(asked.body)
        headers, body, status = create(asked.uri, "POST", asked.body, asked.headers)
    except (OAuth2Error, ValueError, CannotBeLetIn) as error:
        refused = error if isinstance(error, OAuth2Error) else InvalidRequestError()
        headers, body, status = refused.headers, refused.json, refused.status_code
    kind = {"Content-Type": "application/json"}
    return Answered(
        status, body or "", {**kind, **headers, "Cache-Control": "no-store", "Pragma": "no-cache"}
    )


def _refuse_twice(form: str) -> None:
    """Refuse a form that says one thing twice (RFC 6749, 3.1): two readers of it could differ. Raises CannotBeLetIn."""
    names = Counter(name for name, _value in parse_qsl(form, keep_blank_values=True))
    if any(count > 1 for count in names.values()):
        raise CannotBeLetIn


def _check_challenge(request: Any) -> dict[str, str]:
    if request.code_challenge is not None and not CHALLENGE.fullmatch(request.code_challenge):
        raise InvalidRequestError(description="code_challenge has 43 letters of base64url.", request=request)
    if request.response_mode not in (None, "query"):
        raise InvalidRequestError(description="response_mode is query.", request=request)
    return {}


def _check_verifier(request: Any) -> None:
    if request.code_verifier is not None and not VERIFIER.fullmatch(request.code_verifier):
        raise InvalidRequestError(description="code_verifier has 43 to 128 letters.", request=request)
