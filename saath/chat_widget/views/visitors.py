"""Beginning to write: a token for somebody whom we do not know; and signing out, which ends it."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpResponse

from saath.chat_widget.api import (
    address_of,
    answer_json,
    chat_api,
    count,
    fields_of,
    text_in,
    visitor_api,
    words_in,
)
from saath.chat_widget.requests import ChatRequest, VisitorRequest
from saath.chat_widget.views.identity import person_in, twice
from saath.chats.actions.identify import begin_as
from saath.chats.actions.visit import VISIT, begin_visit, end_visit
from saath.chats.models import Visitor
from saath.chats.queries.visitors import actor_of
from saath.chats.signed import Person
from saath.chats.tokens import token_of

# Many people stand behind one address of a mobile network.
NEW_AN_HOUR = 120
NEW_OF_SHOP_AN_HOUR = 3_000


@chat_api("POST")
def begin(request: ChatRequest) -> HttpResponse:
    """Know somebody from now on; the widget asks for it with the first words that they write."""
    fields = fields_of(request)
    language, name = text_in(fields, "language"), words_in(fields, "name")
    count(request, f"new:{address_of(request)}", NEW_AN_HOUR, seconds=3600, is_of_process=False)
    count(request, "new", NEW_OF_SHOP_AN_HOUR, seconds=3600, is_of_process=False)
    is_named = fields.get("identity") is not None
    person = person_in(request, text_in(fields, "identity")) if is_named else None
    visitor = _begun(person, language, name)
    data = {"token": token_of(visitor.public_id), "visitor": str(visitor.public_id)}
    return answer_json(data, HTTPStatus.CREATED)


@visitor_api("DELETE")
def end(request: VisitorRequest) -> HttpResponse:
    """End the token that asks: who has it or had seen it gets nothing by it any more."""
    end_visit(actor_of(request.visitor), request.visitor)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _begun(person: Person | None, language: str, name: str) -> Visitor:
    if person is None:
        return begin_visit(VISIT, language=language, name=name)
    return twice(lambda: begin_as(VISIT, person=person, language=language, name=name))
