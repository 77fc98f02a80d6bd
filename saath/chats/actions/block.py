"""Shutting somebody out of the chat, and letting them in again."""

from __future__ import annotations

from saath.chats.events import CHAT_BLOCKED
from saath.chats.models import Visitor
from saath.core.clock import now
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def block_visitor(actor: Actor, visitor: Visitor) -> None:
    """Take nothing more from a visitor, on whichever device they are known; their open pages learn of it at once.

    Raises `Forbidden`.
    """
    actor.require("conversation.solve")
    _set(actor, visitor, is_blocked=True)


@action
def unblock_visitor(actor: Actor, visitor: Visitor) -> None:
    """Let a visitor write again; raises `Forbidden`."""
    actor.require("conversation.solve")
    _set(actor, visitor, is_blocked=False)


def _set(actor: Actor, visitor: Visitor, *, is_blocked: bool) -> None:
    others = Visitor.objects.filter(identity=visitor.identity_id, blocked_at__isnull=is_blocked)
    blocked_at, blocked_by = (now(), actor.member_id) if is_blocked else (None, None)
    if others.update(blocked_at=blocked_at, blocked_by=blocked_by):
        emit(
            actor,
            CHAT_BLOCKED,
            subject=visitor,
            refs={"customer": visitor.identity.customer},
            changed=["blocked_at"],
        )
