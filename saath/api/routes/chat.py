"""The chat on the shop's pages: its settings, the messages that show themselves, and who is shut out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from ninja import Router

from saath.api.answers import Created
from saath.api.operations import reads, writes
from saath.api.request import ApiRequest
from saath.api.routes import conversations
from saath.api.shapes import Page
from saath.api.shapes.chat import (
    ChangedChat,
    ChangedOpener,
    Chat,
    ChatSecret,
    ChatVisitor,
    NewOpener,
    Opener,
    chat_shape,
    opener_shape,
    texts_of,
    visitor_shape,
)
from saath.api.shapes.words import named
from saath.api.writing import Single
from saath.chats.actions import openers, presenting
from saath.chats.actions.block import block_visitor as shut_out
from saath.chats.actions.block import unblock_visitor as let_in
from saath.chats.actions.openers import OpenerWish
from saath.chats.actions.secret import renew_identity_secret as renew
from saath.chats.availability import forget_availability
from saath.chats.queries.beside import visitor_beside, visitors_of
from saath.chats.queries.openers import CountedOpener, get_openers
from saath.chats.queries.page_of_settings import get_chat_page
from saath.conversations.queries.conversations import get_conversation
from saath.core.errors import BadInput, NotFound
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import current_store_id

router = Router(tags=["chat"])
READ, WRITE = "settings:read", "settings:write"


def shown(request: ApiRequest, _held: object = None) -> Chat:
    """Return the settings of the chat as they are now."""
    return chat_shape(Store.objects.get(pk=current_store_id()), get_chat_page(request.actor))


def opener(actor: Actor, id: UUID) -> CountedOpener:
    """Return a message that shows itself, with what came of it. Raises `Forbidden`, `NotFound`."""
    found = next((each for each in get_openers(actor) if str(each.opener.public_id) == str(id)), None)
    if found is None:
        raise NotFound()
    return found


CHAT = Single(hold=lambda actor, _none: actor.require("store.settings"), show=shown)
OPENER = Single(hold=opener, show=lambda _request, held: opener_shape(held))


@reads(router, "/chat", Chat, scope=READ)
def get_chat(request: ApiRequest) -> Chat:
    """Get the settings of the chat."""
    return shown(request)


@writes(router, "PATCH", "/chat", Chat, scope=WRITE, single=CHAT)
def change_chat(request: ApiRequest, body: ChangedChat) -> Chat:
    """Change the settings of the chat; all of what is sent, or nothing."""
    changes = {name: value for name in body.model_fields_set if (value := getattr(body, name)) is not None}
    _place(request.actor, changes)
    _dress(request.actor, changes)
    if changes.keys() & {"chats_each", "longest_wait_seconds"}:
        now = get_chat_page(request.actor).settings
        presenting.limit_chat(
            request.actor,
            chats_each=changes.get("chats_each", now.chats_each),
            longest_wait_seconds=changes.get("longest_wait_seconds", now.longest_wait_seconds),
        )
    transaction.on_commit(forget_availability)
    return shown(request)


@writes(router, "POST", "/chat/identity_secret/renew", ChatSecret, scope=WRITE)
def renew_identity_secret(request: ApiRequest) -> ChatSecret:
    """Make a new secret for saying who is signed in; the one before it is good for another day."""
    return ChatSecret(secret=renew(request.actor).reveal())


@reads(router, "/chat/openers", Page[Opener], scope=READ)
def list_openers(request: ApiRequest) -> Page[Opener]:
    """List the messages that the shop's pages show by themselves."""
    return Page(items=[opener_shape(each) for each in get_openers(request.actor)], next_cursor=None)


@reads(router, "/chat/openers/{uuid:id}", Opener, scope=READ)
def get_opener(request: ApiRequest, id: UUID) -> Opener:
    """Get a message that shows itself."""
    return opener_shape(opener(request.actor, id))


@writes(router, "POST", "/chat/openers", Opener, scope=WRITE, status=201)
def add_opener(request: ApiRequest, body: NewOpener) -> Created:
    """Let the shop's pages show a message by themselves; there are five at most."""
    wish = OpenerWish(body.path, body.kind, body.seconds, _lines(body.texts), body.is_on)
    made = openers.write_opener(request.actor, wish=wish)
    return Created(opener_shape(opener(request.actor, made.public_id)), f"chat/openers/{made.public_id}")


@writes(router, "PATCH", "/chat/openers/{uuid:id}", Opener, scope=WRITE, single=OPENER)
def change_opener(request: ApiRequest, id: UUID, body: ChangedOpener) -> Opener:
    """Change where a message shows itself, when, or its words."""
    now = opener(request.actor, id)
    wish = OpenerWish(
        path=now.opener.path if body.path is None else body.path,
        kind=body.kind or now.opener.kind,
        seconds=body.seconds or now.opener.seconds,
        texts={**now.text.versions, **_lines(body.texts or {})},
        is_on=now.opener.is_on if body.is_on is None else body.is_on,
    )
    openers.write_opener(request.actor, wish=wish, public_id=id)
    return opener_shape(opener(request.actor, id))


@writes(router, "DELETE", "/chat/openers/{uuid:id}", scope=WRITE, single=OPENER)
def remove_opener(request: ApiRequest, id: UUID) -> None:
    """Let a message be gone, with its figures."""
    openers.remove_opener(request.actor, public_id=id)


@reads(router, "/conversations/{uuid:id}/visitor", ChatVisitor, scope=conversations.READ)
def get_visitor(request: ApiRequest, id: UUID) -> ChatVisitor:
    """Get who writes a conversation from the shop's page; 404 where nobody does."""
    return _visitor(request, id)


@writes(router, "POST", "/conversations/{uuid:id}/visitor/block", ChatVisitor, scope=conversations.WRITE)
def block_visitor(request: ApiRequest, id: UUID) -> ChatVisitor:
    """Take nothing more from the visitor of a conversation, on whichever device they are known."""
    return _shut(request, id, is_blocked=True)


@writes(router, "POST", "/conversations/{uuid:id}/visitor/unblock", ChatVisitor, scope=conversations.WRITE)
def unblock_visitor(request: ApiRequest, id: UUID) -> ChatVisitor:
    """Let the visitor of a conversation write again."""
    return _shut(request, id, is_blocked=False)


def _place(actor: Actor, changes: Mapping[str, Any]) -> None:
    if not changes.keys() & {"is_on", "sites"}:
        return
    now = get_chat_page(actor).settings
    is_on, sites = changes.get("is_on", now.is_on), changes.get("sites", now.sites)
    if is_on and not sites:
        raise BadInput(_("Name the site on which the chat is to be shown."), field="sites")
    presenting.place_chat(actor, is_on=is_on, sites=sites)


def _dress(actor: Actor, changes: Mapping[str, Any]) -> None:
    if not changes.keys() & {"colour", "greeting", "away"}:
        return
    now = get_chat_page(actor)
    presenting.dress_chat(
        actor,
        colour=changes.get("colour", now.settings.colour),
        greeting={**texts_of(now, "greeting"), **_lines(changes.get("greeting", {}))},
        away={**texts_of(now, "away"), **_lines(changes.get("away", {}))},
    )


def _lines(texts: Mapping[Any, str]) -> dict[str, str]:
    """Return texts as they are shown, each on one line."""
    return {code: " ".join(text.split()) for code, text in named(texts).items()}


def _shut(request: ApiRequest, id: UUID, *, is_blocked: bool) -> ChatVisitor:
    visitors = visitors_of(request.actor, get_conversation(request.actor, id))
    if not visitors:
        raise NotFound()
    (shut_out if is_blocked else let_in)(request.actor, visitors[0])
    return _visitor(request, id)


def _visitor(request: ApiRequest, id: UUID) -> ChatVisitor:
    found = visitor_beside(request.actor, get_conversation(request.actor, id))
    if found is None:
        raise NotFound()
    return visitor_shape(found)
