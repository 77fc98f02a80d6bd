"""The shop's own app asks to be told of answers."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpResponse

from saath.chat_widget.api import answer_json, count, fields_of, text_in, visitor_api
from saath.chat_widget.requests import VisitorRequest
from saath.chats.actions.pushes import add_push, remove_push
from saath.chats.queries.pushes import get_push
from saath.chats.queries.visitors import actor_of
from saath.core.errors import BadInput
from saath.core.push.vapid import public_key

ASKED_AN_HOUR = 30


@visitor_api("GET", "POST")
def pushes(request: VisitorRequest) -> HttpResponse:
    """Return the key that an app binds its subscription to; or take the subscription, 201 for one that is new."""
    if request.method != "POST":
        return answer_json({"application_server_key": public_key()})
    count(request, f"push:{request.visitor.public_id}", ASKED_AN_HOUR, seconds=3600, is_of_process=False)
    fields = fields_of(request)
    keys = _keys(fields)
    added = add_push(
        actor_of(request.visitor),
        request.visitor,
        endpoint=text_in(fields, "endpoint"),
        p256dh=text_in(keys, "p256dh"),
        auth=text_in(keys, "auth"),
    )
    data = {"id": str(added.push.public_id)}
    return answer_json(data, HTTPStatus.CREATED if added.is_new else HTTPStatus.OK)


@visitor_api("DELETE")
def remove(request: VisitorRequest, push: UUID) -> HttpResponse:
    """Tell an app of nothing any more; 404 for one that is not of this very device."""
    remove_push(actor_of(request.visitor), get_push(request.visitor, push))
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _keys(fields: dict[str, Any]) -> dict[str, Any]:
    keys = fields.get("keys")
    if not isinstance(keys, dict):
        raise BadInput(field="keys")
    return keys
