"""Having seen an answer."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpResponse

from saath.chat_widget.api import fields_of, id_in, visitor_api
from saath.chat_widget.requests import VisitorRequest
from saath.chats.actions.reading import mark_seen
from saath.chats.queries.visitors import actor_of


@visitor_api("POST")
def read(request: VisitorRequest) -> HttpResponse:
    """Remember up to which message the visitor has seen; the shop is shown that they have."""
    mark_seen(actor_of(request.visitor), request.visitor, up_to=id_in(fields_of(request), "up_to"))
    return HttpResponse(status=HTTPStatus.NO_CONTENT)
