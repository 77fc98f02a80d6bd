"""Conversations: the desk's lists, one of them, and what is done with it."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.utils.translation import gettext as _
from ninja import Query, Router

from saath.api.answers import Created
from saath.api.operations import reads, writes
from saath.api.request import ApiRequest
from saath.api.shapes import Page
from saath.api.shapes.conversations import (
    Conversation,
    ConversationsAsked,
    NewConversation,
    conversation_shape,
)
from saath.api.shapes.messages import message_shape
from saath.api.writing import Single
from saath.conversations.actions.start import Letter
from saath.conversations.actions.start import start_conversation as start
from saath.conversations.filters import Narrowing, narrowing_of
from saath.conversations.models import ChannelAccount
from saath.conversations.models import Conversation as Row
from saath.conversations.queries.conversations import hold_conversation
from saath.conversations.queries.correspondents import outgoing_accounts
from saath.conversations.queries.inbox import InboxPage, list_queue
from saath.conversations.queries.messages import list_messages
from saath.conversations.queries.narrowed import list_narrowed
from saath.conversations.queries.views import get_view
from saath.conversations.queries.whole import get_whole_conversation, list_whole_conversations
from saath.conversations.queues import QUEUES
from saath.core.errors import BadInput

router = Router(tags=["conversations"])
READ, WRITE = "conversations:read", "conversations:write"
FIELD_PREFIX, INCLUDED_MESSAGES = "field-", 30
NOT_FILTERS = ("queue", "view", "limit", "cursor", "fields", "include")


def shown(request: ApiRequest, public_id: UUID) -> Conversation:
    """Return a conversation as it is now, with what is to be included."""
    found = get_whole_conversation(request.actor, public_id)
    messages = None
    if "messages" in request.included:
        page = list_messages(request.actor, found, limit=INCLUDED_MESSAGES)
        messages = [message_shape(each, is_whole=False) for each in page.rows]
    return conversation_shape(found, messages=messages)


def held(request: ApiRequest, public_id: UUID) -> Row:
    """Return a conversation for an action that takes it, held until the answer is there."""
    return hold_conversation(request.actor, public_id)


CONVERSATION = Single(hold=hold_conversation, show=lambda request, held: shown(request, held.public_id))


@reads(router, "/conversations", Page[Conversation], scope=READ, prefix=FIELD_PREFIX)
def list_conversations(request: ApiRequest, asked: Query[ConversationsAsked]) -> Page[Conversation]:
    """List the conversations of a queue or of a saved view.

    The filters are those of the desk, `field-…` those of the shop's own fields; a value that is none is refused. A narrowed
    page looks through 5,000 conversations and may have few items, or none, though `next_cursor` goes on.
    """
    view = get_view(request.actor, asked.view) if asked.view else None
    given = {name: value for name, value in request.GET.dict().items() if name not in NOT_FILTERS}
    narrowing = _narrowing(request, {**(view.filters if view else {}), **given}, given)
    found = _page(request, asked, view.queue if view else asked.queue, narrowing)
    rows = list_whole_conversations(request.actor, [each.id for each in found.rows])
    return Page(items=[conversation_shape(each) for each in rows], next_cursor=found.next_cursor or None)


@reads(router, "/conversations/{uuid:id}", Conversation, scope=READ, includes={"messages": READ})
def get_conversation(request: ApiRequest, id: UUID) -> Conversation:
    """Get a conversation.

    One that was merged away answers with the one that has its words now.
    """
    return shown(request, id)


@writes(router, "POST", "/conversations", Conversation, scope=WRITE, status=201)
def start_conversation(request: ApiRequest, body: NewConversation) -> Created:
    """Write to a customer first.

    Their address finds who they are. The mail is held for some seconds, so that it can be taken back, and then leaves.
    """
    letter = Letter(body.to, body.name.strip(), body.subject, body.text, body.language)
    account = _account(request, body.account_id)
    message = start(request.actor, account, letter=letter, client_key=new_client_key())
    made = shown(request, message.conversation.public_id)
    return Created(made, f"conversations/{made.id}")


def new_client_key() -> str:
    """Return a key for an action that knows what comes again by it: here the Idempotency-Key sees to that."""
    return f"api:{uuid4().hex}"


def _narrowing(request: ApiRequest, values: dict[str, Any], given: dict[str, str]) -> Narrowing:
    """Return what narrows the list; raises `BadInput` for a given value that is none, for it would leave nothing out."""
    narrowing = narrowing_of(request.actor, values)
    wrong = next((name for name in given if name not in narrowing.values), None)
    if wrong:
        raise BadInput(_("Nothing can be chosen by this value."), field=wrong)
    return narrowing


def _page(request: ApiRequest, asked: ConversationsAsked, queue: str, narrowing: Narrowing) -> InboxPage:
    zone = request.store.zone
    if not narrowing.chosen:
        return list_queue(request.actor, QUEUES[queue], zone=zone, cursor=asked.cursor, limit=asked.limit)
    found = list_narrowed(
        request.actor, QUEUES[queue], narrowing, zone=zone, cursor=asked.cursor, limit=asked.limit
    )
    return found.page


def _account(request: ApiRequest, chosen: UUID | None) -> ChannelAccount:
    accounts = outgoing_accounts(request.actor)
    found = next((each for each in accounts if chosen in (None, each.public_id)), None)
    if found is None:
        raise BadInput(_("The shop has no such mail address."), field="account_id")
    return found
