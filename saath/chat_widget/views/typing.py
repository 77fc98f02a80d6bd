"""Writing, and not having sent it yet."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpResponse

from saath.chat_widget.api import fields_of, visitor_api
from saath.chat_widget.requests import VisitorRequest
from saath.chats.queries.page import newest_conversation
from saath.chats.writing import tell_colleagues
from saath.tenancy.transactions import read_transaction


@visitor_api("POST")
def typing(request: VisitorRequest) -> HttpResponse:
    """Tell the shop that the visitor writes, or no more; before the first message nobody is told."""
    is_writing = fields_of(request).get("is_typing") is True
    with read_transaction():
        conversation = newest_conversation(request.visitor.identity_id)
    if conversation is not None:
        tell_colleagues(request.visitor, conversation, is_writing=is_writing)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)
