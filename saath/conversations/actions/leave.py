"""Answers whose time has come: sent as their writers, or held back for them."""

from __future__ import annotations

from django.db.models import Q

from saath.conversations.actions._drafts import (
    changed,
    delete_drafts,
    locked_later,
    mark_drafts,
    own_later,
)
from saath.conversations.actions.reply import reply
from saath.conversations.events import REPLY_HELD_BACK
from saath.conversations.later.company import companions
from saath.conversations.models import Conversation, Draft, Message
from saath.conversations.switching import switching_of_draft
from saath.core.clock import now
from saath.stores.queries import actor_of
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def send_now(actor: Actor, draft: Draft) -> Message:
    """Let an answer leave at once, whatever was said meanwhile. Raises `Forbidden`, `BadInput`, `Conflict` once it left."""
    fresh = own_later(actor, draft)
    return _leave(actor, fresh)


@action
def leave_at_time(actor: Actor, draft: Draft) -> Message | None:
    """Send what is due, unless something was said meanwhile: then it is held back for its writer. Raises as `reply` does."""
    fresh = locked_later(draft)
    if fresh.held or fresh.leaves_at is None or fresh.leaves_at > now():
        return None
    if _was_said_since(fresh):
        hold_back(actor, fresh, why=Draft.Held.CUSTOMER_WROTE)
        return None
    return _leave(actor_of(fresh.writer), fresh)


@action
def hold_back(actor: Actor, draft: Draft, *, why: str) -> None:
    """Keep an answer that could not leave at its time, and tell its writer."""
    fresh = locked_later(draft)
    changed(fresh, held=why)
    mark_drafts(fresh.conversation)
    emit(actor, REPLY_HELD_BACK, subject=fresh.conversation, refs={"member": fresh.writer})


def _leave(actor: Actor, draft: Draft) -> Message:
    kept = list(draft.files.select_related("file").order_by("id"))
    message = reply(
        actor,
        draft.conversation,
        text=draft.text,
        client_key=f"later:{draft.public_id}",
        kept=kept,
        solve=draft.solve,
        resolution=draft.resolution or Conversation.Resolution.ANSWER,
        copies=draft.copies,
        is_drafted=False,
        switching=switching_of_draft(draft),
    )
    for goes_along in companions():
        goes_along(actor, draft, message=message)
    delete_drafts(Q(pk=draft.pk))
    mark_drafts(draft.conversation)
    return message


def _was_said_since(draft: Draft) -> bool:
    """Whether the customer wrote, or a colleague answered, after what the writer knew."""
    newer = Message.objects.filter(
        conversation=draft.conversation, id__gt=draft.seen_message_id, is_automatic=False
    ).exclude(direction=Message.Direction.NOTE)
    return newer.exclude(author_id=draft.writer_id, direction=Message.Direction.OUT).exists()
