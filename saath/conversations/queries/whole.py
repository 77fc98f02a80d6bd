"""Conversations with all that is told of them at once, one statement for however many: for programs and webhooks."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import OuterRef, QuerySet, UUIDField

from saath.conversations.models import Conversation, ConversationTag
from saath.core.errors import NotFound
from saath.tenancy.actor import Actor
from saath.tenancy.given import Given, GivenNumbers
from saath.tenancy.nested import NestedRows
from saath.tenancy.prepared import Prepared


def _whole() -> QuerySet[Conversation]:
    tags = ConversationTag.objects.filter(conversation=OuterRef("pk")).order_by("id")
    return Conversation.objects.select_related(
        "customer", "identity", "account", "assignee", "problem", "follows", "order", "merged_into"
    ).annotate(tag_rows=NestedRows(tags, "tag__public_id", "tag__name"))


ONE = Prepared(lambda: _whole().filter(public_id=Given("public_id", UUIDField())))
STANDING = Prepared(lambda: _whole().filter(pk=Given("id")))
NAMED = Prepared(lambda: _whole().filter(pk__any_of=GivenNumbers("ids")))


def get_whole_conversation(actor: Actor, public_id: UUID) -> Conversation:
    """Return one conversation, the one that has its words where it was merged away. Raises `Forbidden`, `NotFound`."""
    actor.require("conversation.read")
    found = ONE.first(public_id=public_id)
    if found is not None and found.merged_into_id is not None:
        found = STANDING.first(id=found.merged_into_id)
    if found is None:
        raise NotFound()
    return found


def list_whole_conversations(actor: Actor, ids: Sequence[int]) -> list[Conversation]:
    """Return the given conversations in the given order; raises `Forbidden`."""
    actor.require("conversation.read")
    found = {each.pk: each for each in NAMED.rows(ids=ids)} if ids else {}
    return [found[pk] for pk in ids if pk in found]


def tags_beside(conversation: Conversation) -> list[tuple[UUID, str]]:
    """Return ids and names of the tags of a conversation that was read here; asks nothing."""
    return [(UUID(public_id), name) for public_id, name in getattr(conversation, "tag_rows", None) or ()]
