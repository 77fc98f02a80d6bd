"""Reading what was said."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import translation

from saath.chat_widget.api import answer_json, visitor_api
from saath.chat_widget.requests import VisitorRequest
from saath.chat_widget.shown import message_json
from saath.chats.models import Visitor
from saath.chats.queries.after import after_of
from saath.chats.queries.orders import is_recognised
from saath.chats.queries.page import ConversationPage, conversation_page
from saath.chats.queries.reached import reached
from saath.conversations.models import Conversation
from saath.core.errors import BadInput
from saath.stores.shop_name import shop_name
from saath.tenancy.transactions import read_transaction

LONGEST_CURSOR = 1_000


@visitor_api("GET")
def show(request: VisitorRequest) -> HttpResponse:
    """Return a page of the visitor's own chat, the newest message first; `before` is the cursor of an older page."""
    cursor = request.GET.get("before", "")
    if len(cursor) > LONGEST_CURSOR:
        raise BadInput(field="before")
    with read_transaction():
        page = conversation_page(request.visitor, cursor=cursor)
        standing = conversation_json(page.conversation, request.visitor) if page.conversation else None
        name = _name_of_shop(request, page)
    return answer_json(
        {
            "conversation": standing,
            "messages": [message_json(each, shop_name=name) for each in page.messages],
            "older": page.older or None,
            "read_up_to": str(page.read_up_to) if page.read_up_to else None,
            "unread": page.unread,
            "is_recognised": is_recognised(request.visitor),
        }
    )


def _name_of_shop(request: VisitorRequest, page: ConversationPage) -> str:
    """Return what the visitor calls the shop, where it has said something without naming a person."""
    if all(each.by == "you" or each.name for each in page.messages):
        return ""
    return shop_name(request.store, translation.get_language() or "en")


def conversation_json(conversation: Conversation, visitor: Visitor) -> dict[str, Any]:
    """Return how a conversation stands, as far as its visitor is to know."""
    contact = reached(visitor)
    is_solved, after = conversation.state == Conversation.State.SOLVED, after_of(conversation)
    return {
        "id": str(conversation.public_id),
        "reference": conversation.reference,
        "state": "solved" if is_solved else "open",
        "contact": {"is_confirmed": contact.is_confirmed} if contact else None,
        "asks_if_sorted": after.asks_if_sorted,
        "asks_rating": after.asks_rating,
        "rating": after.stars,
    }
