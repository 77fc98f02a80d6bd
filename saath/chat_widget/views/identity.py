"""Who the shop says its visitor is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db import IntegrityError
from django.http import HttpResponse

from saath.chat_widget.api import answer_json, count, fields_of, text_in, visitor_api
from saath.chat_widget.requests import ChatRequest, VisitorRequest
from saath.chats.actions.identify import identify_visitor
from saath.chats.queries.visitors import actor_of
from saath.chats.secret import good_secrets
from saath.chats.signed import Person, read_person
from saath.chats.tokens import token_of
from saath.core.clock import now

TRIES_AN_HOUR = 60
Done = TypeVar("Done")


@visitor_api("POST")
def identify(request: VisitorRequest) -> HttpResponse:
    """Let the visitor be whom a signed token names, by a token that is new; whatever is wrong is refused, and shows nothing."""
    count(request, f"identity:{request.visitor.public_id}", TRIES_AN_HOUR, seconds=3600, is_of_process=False)
    person = person_in(request, text_in(fields_of(request), "identity"))
    visitor = request.visitor
    known = twice(lambda: identify_visitor(actor_of(visitor), visitor, person=person))
    name = known.visitor.identity.customer.name or person.name
    token = token_of(known.visitor.public_id)
    return answer_json({"name": name, "is_known": known.is_known, "token": token})


def person_in(request: ChatRequest, token: str) -> Person:
    """Return whom a token of the shop names; raises `NotProved`."""
    at = now()
    return read_person(token, good_secrets(request.chat, at=at), at=at)


def twice(act: Callable[[], Done]) -> Done:
    """Do what identifies somebody; two devices that do it for the first time in one moment meet the same person."""
    try:
        return act()
    except IntegrityError:
        return act()
