"""Writing by a program: one transaction, once per key, and only over the state that it has read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _

from saath.api.answers import names_state, tag_of
from saath.api.problems import Changed
from saath.api.request import ApiRequest
from saath.api.shapes import Shape
from saath.core.errors import BadInput
from saath.programs.actions.keys import Answer, hold_key, keep_answer, release_key
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import write_transaction

Serve = Callable[[], HttpResponse]
KEY, REPEATED = "Idempotency-Key", "Idempotency-Replayed"
KEPT_HEADERS = ("Content-Type", "Location", "ETag")
# With or without the quotes that the draft asks for.
KEY_PATTERN = "^[!-~]{1,255}$"


@dataclass(frozen=True, slots=True)
class Single:
    """How a thing is held until the transaction ends, and how it looks: what `If-Match` is compared with.

    What there is once in a shop has no id in its address, so it is held by None.
    """

    hold: Callable[[Actor, Any], Any]
    show: Callable[[ApiRequest, Any], Shape]


def write_once(
    request: ApiRequest, serve: Serve, *, single: Single | None, thing: UUID | None
) -> HttpResponse:
    """Serve a request in one transaction with its key: a failure undoes all of it, and a repeat gets the first answer."""
    with write_transaction():
        kept = _hold(request)
        if kept is not None:
            return kept
        check_state(request, single, thing)
        response = serve()
        if response.status_code >= 400:
            transaction.set_rollback(True)
        else:
            _keep(request, response)
        return response


def write_outward(request: ApiRequest, serve: Serve) -> HttpResponse:
    """Serve a request that asks another server, so outside any transaction: a repeat that comes meanwhile is refused."""
    kept = _hold(request)
    if kept is not None:
        return kept
    try:
        response = serve()
    except BaseException:
        _release(request)
        raise
    if response.status_code >= 400:
        _release(request)
    else:
        _keep(request, response)
    return response


def check_state(request: ApiRequest, single: Single | None, thing: UUID | None) -> None:
    """Raise `Changed` unless the thing is as `If-Match` says; also where it is sent and nothing can be compared."""
    wanted = request.headers.get("If-Match")
    if wanted is None:
        return
    if single is None:
        raise Changed(_("What this address changes has no tag to compare."))
    shown = single.show(request, single.hold(request.actor, thing))
    if not names_state(wanted, tag_of(shown)):
        raise Changed()


def key_of(request: ApiRequest) -> str | None:
    """Return the key of a request, None where it has none; raises `BadInput`."""
    sent = request.headers.get(KEY)
    if sent is not None and not re.fullmatch(KEY_PATTERN, sent):
        raise BadInput(_("An Idempotency-Key has 1 to 255 characters."), field=KEY)
    return sent and (sent.strip('"') or sent)


def _hold(request: ApiRequest) -> HttpResponse | None:
    key = key_of(request)
    if key is None:
        return None
    caller = request.grant.public_id
    kept = hold_key(request.actor, caller=caller, key=key, fingerprint=_fingerprint(request))
    if kept is None:
        return None
    return HttpResponse(kept.body, status=kept.status, headers={**kept.headers, REPEATED: "true"})


def _keep(request: ApiRequest, response: HttpResponse) -> None:
    key = key_of(request)
    if key is not None:
        headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
        is_secret = getattr(request, "tells_secret", False)
        answer = Answer(response.status_code, response.content.decode(), headers, tells_secret=is_secret)
        keep_answer(request.actor, caller=request.grant.public_id, key=key, answer=answer)


def _release(request: ApiRequest) -> None:
    key = key_of(request)
    if key is not None:
        release_key(request.actor, caller=request.grant.public_id, key=key)


def _fingerprint(request: ApiRequest) -> str:
    asked = f"{request.method} {request.get_full_path()} {request.digest}"
    return hashlib.sha256(asked.encode()).hexdigest()
