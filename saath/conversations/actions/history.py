"""History joins what was said: in any order, and without a word to anybody."""

from __future__ import annotations

from collections.abc import Sequence

from saath.conversations.actions.said import show_last
from saath.conversations.actions.turns import save_turn
from saath.conversations.models import ChannelAccount, Conversation, IntakeItem, Message
from saath.conversations.searchable import searchable
from saath.search import index
from saath.tenancy.scope import current_store_id

LAST = ("last_text", "last_language", "last_message_id", "last_message_at")


def hold_history(account: ChannelAccount) -> None:
    """Let one at a time file history of an account: a question and its answer that are read at once must see each other."""
    ChannelAccount.objects.select_for_update(no_key=True).get(pk=account.pk)


def add_history(conversation: Conversation, message: Message) -> None:
    """Count a message of old; the list shows it only where nothing newer was said. Nobody's turn changes."""
    conversation.message_count += 1
    if conversation.solved_at is not None:
        conversation.solved_at = max(conversation.solved_at, message.created_at)
    conversation.created_at = min(conversation.created_at, message.created_at)
    _name_by_newest(conversation)
    if message.created_at >= conversation.last_message_at:
        show_last(conversation, message)
    else:
        save_turn(conversation, "message_count", "created_at", "subject", "language")


def joined(found: Sequence[int]) -> Conversation | None:
    """Return the one conversation of a thread, held, after those of these that are history only went into it.

    The first is kept where each has a life of its own, and a living one rather than history.
    """
    rows = Conversation.objects.select_for_update(of=("self",)).select_related("customer", "identity")
    held = {row.pk: row for row in rows.filter(pk__in=found).order_by("pk")}
    if len(held) < 2:
        return next(iter(held.values()), None)
    history = {pk for pk, row in held.items() if _is_history(row)}
    kept = held[next((pk for pk in found if pk in held and pk not in history), min(held))]
    for pk in sorted(history - {kept.pk}):
        if held[pk].identity_id == kept.identity_id and held[pk].account_id == kept.account_id:
            _join(kept, held[pk])
    return kept


def _name_by_newest(conversation: Conversation) -> None:
    """Give a conversation the subject and the language of what its customer wrote last."""
    written = conversation.messages.filter(
        identity=conversation.identity_id, direction=Message.Direction.IN, is_automatic=False
    )
    newest = written.order_by("-created_at", "-id").values_list("subject", "language").first()
    if newest is not None:
        conversation.subject = newest[0] or conversation.subject
        conversation.language = newest[1] or conversation.language


def _is_history(conversation: Conversation) -> bool:
    """Whether a conversation was over before we came, and nobody has touched it since."""
    if conversation.state != Conversation.State.SOLVED or conversation.assignee_id is not None:
        return False
    if conversation.taggings.exists():
        return False
    brought = IntakeItem.objects.filter(is_imported=True, is_repeat=False, message__conversation=conversation)
    return not conversation.messages.exclude(pk__in=brought.values("message")).exists()


def _join(kept: Conversation, other: Conversation) -> None:
    messages = list(other.messages.order_by("pk"))
    other.messages.update(conversation=kept)
    kept.message_count += other.message_count
    kept.created_at = min(kept.created_at, other.created_at)
    kept.first_answered_at = min(
        filter(None, (kept.first_answered_at, other.first_answered_at)), default=None
    )
    if kept.solved_at and other.solved_at:
        kept.solved_at = max(kept.solved_at, other.solved_at)
    if other.last_message_at > kept.last_message_at:
        for name in LAST:
            setattr(kept, name, getattr(other, name))
    _name_by_newest(kept)
    save_turn(kept, "message_count", "created_at", "subject", "language", *LAST)
    other.delete()
    index.put_many(current_store_id(), [searchable(message, kept) for message in messages])
