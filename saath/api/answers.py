"""From a shape to what travels: status, body, the tag of its state, the way to the next page."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Collection
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, HttpResponseNotModified
from django.utils.translation import gettext as _

from saath.api.request import ApiRequest
from saath.api.shapes import Page, Shape
from saath.core.errors import BadInput

FIELDS = "fields"
TAG_BYTES = 15
# Whoever reads one of these in an answer that is kept for repeats could use it: such an answer lies encrypted.
TELLING = frozenset({"secret", "link"})


@dataclass(frozen=True, slots=True)
class Created:
    """A new thing, and its address below the API's own."""

    shape: Shape
    address: str


def answer(request: ApiRequest, found: Shape | Created | None, *, status: int) -> HttpResponse:
    """Return what an operation found as JSON; 304 where the asker has it already (RFC 9110, 13.1.2)."""
    if found is None:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    shape = found.shape if isinstance(found, Created) else found
    request.tells_secret = shape.lets_in or bool(TELLING & type(shape).model_fields.keys())
    body = shape.model_dump_json(exclude=_left_out(request, shape), include=_chosen(request, shape))
    response = HttpResponse(body, status=status, content_type="application/json")
    if isinstance(found, Created):
        response.headers["Location"] = f"/api/v1/{found.address}"
    if isinstance(shape, Page):
        _link_next(request, response, shape.next_cursor)
    elif "id" in type(shape).model_fields:
        _tag(response, shape, body)
        if request.method == "GET" and _is_known(request, response.headers["ETag"]):
            return _not_modified(response)
    return response


def tag_of(shape: Shape) -> str:
    """Return the tag of a thing's state, whatever of it was asked for."""
    return _hash(shape.model_dump_json(exclude=set(type(shape).includes)))


def names_state(header: str, tag: str) -> bool:
    """Tell whether an `If-Match` names the state with this tag; every view of it does."""
    named = [each.strip() for each in header.split(",")]
    return "*" in named or any(each.strip('"').partition(".")[0] == tag for each in named)


def _tag(response: HttpResponse, shape: Shape, body: str) -> None:
    """Two representations of one state have tags that begin alike, for `If-Match` asks for the state."""
    state = tag_of(shape)
    seen = _hash(body)
    response.headers["ETag"] = f'"{state}"' if seen == state else f'"{state}.{seen}"'
    response.headers["Cache-Control"] = "private, no-cache"


def _hash(text: str) -> str:
    return urlsafe_b64encode(hashlib.sha256(text.encode()).digest()[:TAG_BYTES]).decode()


def _is_known(request: ApiRequest, tag: str) -> bool:
    named = [each.strip().removeprefix("W/") for each in request.headers.get("If-None-Match", "").split(",")]
    return tag in named or "*" in named


def _not_modified(response: HttpResponse) -> HttpResponse:
    unchanged = HttpResponseNotModified()
    for name in ("ETag", "Cache-Control"):
        unchanged.headers[name] = response.headers[name]
    return unchanged


def _link_next(request: ApiRequest, response: HttpResponse, cursor: str | None) -> None:
    """Name the next page (RFC 8288)."""
    if cursor:
        query = request.GET.copy()
        query["cursor"] = cursor
        response.headers["Link"] = f'<{request.path}?{query.urlencode()}>; rel="next"'


def _left_out(request: ApiRequest, shape: Shape) -> Any:
    """Return what nobody has asked to be included."""
    if isinstance(shape, Page):
        item = next((type(each) for each in shape.items), Shape)
        return {"items": {"__all__": set(item.includes - request.included)}}
    return set(type(shape).includes - request.included)


def _chosen(request: ApiRequest, shape: Shape) -> Any:
    """Return the fields that `?fields=` leaves, None for all; raises `BadInput` for one that there is not."""
    named = request.GET.get(FIELDS, "")
    if not named:
        return None
    chosen = {each.strip() for each in named.split(",")}
    if not isinstance(shape, Page):
        _check_known(chosen, type(shape).model_fields)
        return chosen
    if shape.items:
        _check_known(chosen, type(shape.items[0]).model_fields)
    return {"items": {"__all__": chosen}, "next_cursor": True}


def _check_known(chosen: Collection[str], known: Collection[str]) -> None:
    unknown = sorted({*chosen} - {*known})
    if unknown:
        raise BadInput(_("There is no field %(name)s.") % {"name": unknown[0]}, field=FIELDS)
