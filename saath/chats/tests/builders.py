"""Shops with a chat and people who write there, made the way they are made in life."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.test import Client

from saath.chats.actions.settings import switch_chat
from saath.chats.models import ChatSettings, Visitor
from saath.chats.tokens import token_of
from saath.conversations.actions.reply import reply
from saath.conversations.models import Conversation
from saath.conversations.queries.conversations import get_conversation
from saath.conversations.switching import Switching
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk
from saath.customers.actions.know import know_by
from saath.stores.tests.builders import TEST
from saath.tenancy.models import Domain
from saath.tenancy.scope import store_scope

PAGE = {"page_url": "https://shop.example/razai?utm=x", "page_title": "Razai", "referrer": ""}


@dataclass(frozen=True)
class Chat:
    """A shop that chats, with one colleague."""

    desk: Desk
    settings: ChatSettings
    host: str

    @property
    def store_id(self) -> int:
        """Return the shop's id, for `store_scope`."""
        return self.desk.store_id

    def conversation(self) -> Conversation:
        """Return the one conversation of the shop, as the desk reads it."""
        with store_scope(self.store_id):
            return Conversation.objects.select_related("account", "identity__customer").get()


class Widget:
    """A browser on the shop's page that has opened the chat; it holds a token once somebody has written."""

    def __init__(self, host: str, token: str = "") -> None:
        self.host, self.token = host, token
        self._client = Client(raise_request_exception=True)

    @property
    def headers(self) -> dict[str, str]:
        """Return what every request carries."""
        bearer = {"authorization": f"Bearer {self.token}"} if self.token else {}
        return {"host": self.host, **bearer}

    def begin(self, language: str = "gu", name: str = "") -> Any:
        """Ask for a token and keep it."""
        answer = self.send("visitors", {"language": language, "name": name})
        self.token = answer.json().get("token", "") if answer.status_code == 201 else ""
        return answer

    def write(
        self,
        text: str,
        *,
        key: str = "",
        files: tuple[tuple[str, bytes], ...] = (),
        opener: str = "",
        order: str = "",
    ) -> Any:
        """Post a message, with files where there are any: pairs of name and bytes; `opener` is what it answers, `order`
        which order it is about."""
        uploads = [ContentFile(data, name=name) for name, data in files]
        form = {"key": key or uuid4().hex, "text": text, "language": "gu", **PAGE, "files": uploads}
        form |= {"opener": opener} if opener else {}
        form |= {"order": order} if order else {}
        return self._client.post("/chat/v1/messages", form, headers=self.headers)

    def read(self, before: str = "") -> Any:
        """Return a page of the chat."""
        query = {"before": before} if before else {}
        return self.get("conversation", **query)

    def get(self, address: str, **query: str) -> Any:
        """Ask for an address of the API."""
        return self._client.get(f"/chat/v1/{address}", query, headers=self.headers)

    def end(self) -> Any:
        """Sign out."""
        return self.delete("visitors/me")

    def send(self, address: str, data: dict[str, Any]) -> Any:
        """Post JSON to an address of the API."""
        return self._client.post(
            f"/chat/v1/{address}", json.dumps(data), content_type="application/json", headers=self.headers
        )

    def delete(self, address: str) -> Any:
        """Delete an address of the API."""
        return self._client.delete(f"/chat/v1/{address}", headers=self.headers)


def make_chat(slug: str = "paanch-takiye", address: str = "namaste@paanch.test") -> Chat:
    """Make a shop whose chat is on, with hosts for visitors and for files."""
    desk = make_desk(slug, address, f"meera@{slug}.example")
    hosts = {purpose: f"{purpose}.{slug}.localhost" for purpose in ("shopper", "content")}
    for purpose, host in hosts.items():
        Domain.objects.get_or_create(store=desk.shop.store, purpose=purpose, defaults={"host": host})
    host = Domain.objects.get(store=desk.shop.store, purpose="shopper").host
    with store_scope(desk.store_id):
        settings = switch_chat(TEST, is_on=True)
    return Chat(desk, settings, host)


def writing_visitor(chat: Chat, text: str = "મારો ઓર્ડર ક્યાં છે?") -> Widget:
    """Return a browser whose person has written once."""
    widget = Widget(chat.host)
    widget.begin()
    assert widget.write(text).status_code == 201
    return widget


def moved_here(chat: Chat) -> tuple[Conversation, Widget]:
    """Return a conversation that began by mail, was answered in the chat, and the browser of who reads it there."""
    arrive(mail())
    conversation = chat.conversation()
    with store_scope(chat.store_id):
        identity = know_by(
            TEST, conversation.customer, namespace="chat", key="user:7", address="user 7", is_proved=True
        )
        visitor = Visitor.objects.create(identity=identity)
        found = get_conversation(chat.desk.actor, conversation.public_id)
        by = Switching(identity.public_id, "other", "asked for it")
        reply(chat.desk.actor, found, text="Here you are", client_key="moved", switching=by)
    return conversation, Widget(chat.host, token_of(visitor.public_id))


def only_visitor(chat: Chat) -> Visitor:
    """Return the one visitor of a shop."""
    with store_scope(chat.store_id):
        return Visitor.objects.select_related("identity__customer").get()
