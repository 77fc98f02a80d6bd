"""What sorts a conversation: its tags, the order that it is about, and who gets copies."""

from __future__ import annotations

from uuid import UUID

from ninja import Router
from pydantic import Field

from saath.api.operations import reads, writes
from saath.api.request import ApiRequest
from saath.api.routes.conversations import CONVERSATION, READ, WRITE, held, shown
from saath.api.shapes import Input, Page, Ref
from saath.api.shapes.conversations import Conversation
from saath.conversations.actions.about import choose_order as choose
from saath.conversations.actions.copies import copy_in, leave_out
from saath.conversations.actions.tags import LONGEST_TAG
from saath.conversations.actions.tags import tag_conversation as tag
from saath.conversations.actions.tags import untag_conversation as untag
from saath.conversations.queries.conversations import get_tag
from saath.conversations.queries.tags import list_tags as all_tags
from saath.core.errors import NotFound
from saath.orders.queries import get_order

router = Router(tags=["conversations"])


class Tagging(Input):
    """The tag by its name; a new one is made."""

    name: str = Field(min_length=1, max_length=LONGEST_TAG)


class AboutOrder(Input):
    """The order; null lets it be guessed again."""

    order_id: UUID | None


class Copying(Input):
    """Whose mail address."""

    address: str = Field(min_length=3, max_length=320)


@reads(router, "/tags", Page[Ref], scope=READ)
def list_tags(request: ApiRequest) -> Page[Ref]:
    """List the tags of the shop, all of them by name."""
    return Page(
        items=[Ref(id=each.public_id, name=each.name) for each in all_tags(request.actor)], next_cursor=None
    )


@writes(router, "POST", "/conversations/{uuid:id}/tags", Conversation, scope=WRITE, single=CONVERSATION)
def tag_conversation(request: ApiRequest, id: UUID, body: Tagging) -> Conversation:
    """Put a tag on a conversation."""
    conversation = held(request, id)
    tag(request.actor, conversation, name=body.name)
    return shown(request, conversation.public_id)


@writes(router, "DELETE", "/conversations/{uuid:id}/tags/{uuid:tag_id}", scope=WRITE, single=CONVERSATION)
def untag_conversation(request: ApiRequest, id: UUID, tag_id: UUID) -> None:
    """Take a tag off a conversation."""
    untag(request.actor, held(request, id), tag=get_tag(request.actor, tag_id))


@writes(router, "POST", "/conversations/{uuid:id}/about", Conversation, scope=WRITE, single=CONVERSATION)
def choose_order(request: ApiRequest, id: UUID, body: AboutOrder) -> Conversation:
    """Say which order a conversation is about."""
    order = get_order(request.actor, body.order_id) if body.order_id else None
    return shown(request, choose(request.actor, held(request, id), order=order).public_id)


@writes(router, "POST", "/conversations/{uuid:id}/copies", Conversation, scope=WRITE, single=CONVERSATION)
def add_copy(request: ApiRequest, id: UUID, body: Copying) -> Conversation:
    """Let somebody have a copy of our answers from now on."""
    return shown(request, copy_in(request.actor, held(request, id), address=body.address).public_id)


@writes(
    router,
    "POST",
    "/conversations/{uuid:id}/copies/leave-out",
    Conversation,
    scope=WRITE,
    single=CONVERSATION,
)
def remove_copy(request: ApiRequest, id: UUID, body: Copying) -> Conversation:
    """Send somebody no copy any more."""
    conversation = held(request, id)
    known = next((each.key for each in conversation.people if body.address in (each.address, each.key)), None)
    if known is None:
        raise NotFound()
    return shown(request, leave_out(request.actor, conversation, key=known).public_id)
