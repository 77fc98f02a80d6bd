"""That a message which shows itself was shown, or opened."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpResponse

from saath.chat_widget.api import address_of, chat_api, count, fields_of, id_in, text_in
from saath.chat_widget.requests import ChatRequest
from saath.chats.actions.openers import count_opener
from saath.tenancy.actor import Actor

PAGE = Actor.system("a page of the shop")
# What anybody can say is a figure for the shop alone: enough for a busy page, too little to fill a table.
OF_ADDRESS_AN_HOUR = 60
OF_SHOP_A_MINUTE = 600


@chat_api("POST")
def count_one(request: ChatRequest) -> HttpResponse:
    """Count one; nothing is kept of who says it."""
    fields = fields_of(request)
    count(request, f"openers:{address_of(request)}", OF_ADDRESS_AN_HOUR, seconds=3600)
    count(request, "openers", OF_SHOP_A_MINUTE)
    count_opener(PAGE, public_id=id_in(fields, "opener"), what=text_in(fields, "what"))
    return HttpResponse(status=HTTPStatus.NO_CONTENT)
