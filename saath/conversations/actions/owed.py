"""The update that a conversation owes: parts of the actions that keep and end it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from saath.conversations.events import UPDATE_KEPT, UPDATE_WITHDRAWN
from saath.conversations.models import Conversation, Message, PromisedUpdate
from saath.core.clock import now
from saath.core.errors import Conflict
from saath.tenancy.actor import Actor
from saath.timeline.emit import emit

State = PromisedUpdate.State


class OwesUpdate(Conflict):
    """A conversation with a promise is not closed over it."""

    message = _("The customer was promised an update.")
    what_to_do = _("Say first whether it was given or is taken back.")


def keep_owed(actor: Actor, conversation: Conversation, *, answer: Message | None = None) -> None:
    """Call the owed update given, by an answer or by hand. The caller saves the conversation."""
    owed = owed_update(conversation)
    if owed is None:
        return
    owed.kept_at, owed.kept_with = answer.sent_at if answer else now(), answer
    owed.state = State.KEPT if owed.kept_at <= owed.due_at else State.MISSED
    owed.save(update_fields=["kept_at", "kept_with", "state"])
    show_owed(conversation, None)
    emit(actor, UPDATE_KEPT, subject=conversation, changed=["update_due_at"])


def keep_by_writing(actor: Actor, conversation: Conversation, answer: Message) -> None:
    """Let an answer keep what was promised in writing; a call is made by hand. The caller saves the conversation."""
    if conversation.update_kind == PromisedUpdate.Kind.WRITE:
        keep_owed(actor, conversation, answer=answer)


def withdraw_owed(actor: Actor, conversation: Conversation) -> None:
    """End the owed update without it. The caller saves the conversation."""
    owed = owed_update(conversation)
    if owed is None:
        return
    owed.state = State.WITHDRAWN
    owed.save(update_fields=["state"])
    show_owed(conversation, None)
    emit(actor, UPDATE_WITHDRAWN, subject=conversation, changed=["update_due_at"])


def end_owed(actor: Actor, conversation: Conversation, update: str) -> None:
    """End what is owed before a conversation is closed, as `update` says: "kept" or "withdrawn".

    Raises `OwesUpdate` where something is owed and nothing is said of it. The caller saves the conversation.
    """
    if conversation.update_due_at is None:
        return
    if update == State.KEPT:
        keep_owed(actor, conversation)
    elif update == State.WITHDRAWN:
        withdraw_owed(actor, conversation)
    else:
        raise OwesUpdate()


def unsay(conversation: Conversation, answer: Message) -> None:
    """Take back what an answer promised and what it kept. The caller saves the conversation."""
    PromisedUpdate.objects.filter(told_in=answer).delete()
    for kept in PromisedUpdate.objects.filter(kept_with=answer):
        kept.kept_at = kept.kept_with = None
        kept.state = State.OPEN if now() < kept.due_at else State.MISSED
        kept.save(update_fields=["kept_at", "kept_with", "state"])
    show_owed(conversation, _owed(conversation))


def owed_update(conversation: Conversation) -> PromisedUpdate | None:
    """Return what a conversation owes; no statement where it owes nothing."""
    return _owed(conversation) if conversation.update_due_at is not None else None


def show_owed(conversation: Conversation, owed: PromisedUpdate | None) -> None:
    """Show on a conversation what it owes, for lists. The caller saves."""
    conversation.update_due_at = owed.due_at if owed else None
    conversation.update_kind = owed.kind if owed else ""


def _owed(conversation: Conversation) -> PromisedUpdate | None:
    owed = PromisedUpdate.objects.filter(
        conversation=conversation, state__in=(State.OPEN, State.MISSED), kept_at=None
    )
    return owed.first()
