"""Requests on the chat's addresses."""

from __future__ import annotations

from django.http import HttpRequest

from saath.chats.models import ChatSettings, Visitor
from saath.tenancy.models import Store


class ChatRequest(HttpRequest):
    """A request on the shopper host of a shop that has a chat."""

    store: Store
    chat: ChatSettings


class VisitorRequest(ChatRequest):
    """A request of somebody with a token."""

    visitor: Visitor
