"""After it was called solved: is it sorted, and how was it?"""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from saath.chat_widget.api import answer_json, fields_of, text_in, visitor_api, words_in
from saath.chat_widget.requests import VisitorRequest
from saath.chat_widget.views.conversation import conversation_json
from saath.chats.actions.after import rate_help, say_if_sorted
from saath.chats.queries.page import newest_conversation
from saath.chats.queries.visitors import actor_of
from saath.core.errors import BadInput
from saath.tenancy.transactions import read_transaction


@visitor_api("POST")
def is_sorted(request: VisitorRequest) -> HttpResponse:
    """Take the visitor's word on whether it is sorted, with theirs where it is not."""
    fields = fields_of(request)
    said = fields.get("is_sorted")
    if not isinstance(said, bool):
        raise BadInput(field="is_sorted")
    say_if_sorted(
        actor_of(request.visitor),
        request.visitor,
        is_sorted=said,
        words=words_in(fields, "words"),
        key=text_in(fields, "key"),
    )
    return _as_it_stands(request)


@visitor_api("POST")
def rate(request: VisitorRequest) -> HttpResponse:
    """Take how the visitor found our help, 1 to 5."""
    fields = fields_of(request)
    rate_help(
        actor_of(request.visitor), request.visitor, stars=_stars(fields), words=words_in(fields, "words")
    )
    return _as_it_stands(request)


def _stars(fields: dict[str, Any]) -> int:
    stars = fields.get("stars")
    if isinstance(stars, bool) or not isinstance(stars, int):
        raise BadInput(field="stars")
    return stars


def _as_it_stands(request: VisitorRequest) -> HttpResponse:
    with read_transaction():
        conversation = newest_conversation(request.visitor.identity_id)
        stands = conversation_json(conversation, request.visitor) if conversation else None
    return answer_json({"conversation": stands})
