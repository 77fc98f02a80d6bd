"""Telling the other side of a chat that somebody writes. Nothing of it is stored."""

from __future__ import annotations

from saath.channels.registry import adapter_class
from saath.chats.models import Visitor
from saath.conversations.models import Conversation
from saath.conversations.ways import way_of
from saath.stores.models import Member
from saath.tenancy.scope import current_store_id
from saath.timeline.live.announce import tell
from saath.timeline.live.writing import LONGEST_NAME, Writing


def tell_visitor(member: Member, conversation: Conversation, *, is_writing: bool) -> None:
    """Let a visitor know that a colleague writes to them; nothing where an answer would go to who reads it elsewhere."""
    way = way_of(conversation)
    if adapter_class(way.account.channel).capabilities.is_here:
        tell(
            Writing(
                current_store_id(),
                str(conversation.public_id),
                str(way.identity.customer.public_id),
                member.display_name[:LONGEST_NAME],
                is_customers=False,
                is_writing=is_writing,
            )
        )


def tell_colleagues(visitor: Visitor, conversation: Conversation, *, is_writing: bool) -> None:
    """Let the shop know that a visitor writes."""
    identity = visitor.identity
    tell(
        Writing(
            current_store_id(),
            str(conversation.public_id),
            str(identity.customer.public_id),
            identity.display_name[:LONGEST_NAME],
            is_customers=True,
            is_writing=is_writing,
        )
    )
