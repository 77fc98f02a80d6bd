"""What every message leaves behind: attachments, list columns, search."""

from __future__ import annotations

from collections.abc import Iterable

from saath.conversations import rules
from saath.conversations.actions.turns import save_turn
from saath.conversations.marks import plain_words
from saath.conversations.models import Attachment, Conversation, Enclosable, Message
from saath.conversations.parts import SavedFile
from saath.conversations.searchable import searchable
from saath.files.actions import record_file
from saath.files.models import StoredFile
from saath.files.storage import SavedBytes
from saath.search import index
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_later
from saath.tenancy.scope import current_store_id

SHOWN = (
    "last_text",
    "last_language",
    "last_message_id",
    "last_message_at",
    "message_count",
    "assignee",
    "language",
    "subject",
    "reopened_since",
    "reopened_times",
    "parties",
    "draft_marks",
    "last_account",
    "last_identity",
)


def keep_html(actor: Actor, html: SavedBytes | None) -> StoredFile | None:
    """Give a sanitised HTML body its row, or return None where there is none."""
    return record_file(actor, name="message.html", saved=html, kind=StoredFile.Kind.HTML) if html else None


def keep_files(actor: Actor, message: Message, files: Iterable[SavedFile]) -> None:
    """Tie files to a message."""
    for file in files:
        attachment = Attachment(
            message=message,
            file=record_file(actor, name=file.name, saved=file.saved, kind=StoredFile.Kind.ATTACHMENT),
            name=file.name[:200],
            content_id=file.content_id[:255],
            is_inline=file.is_inline,
        )
        insert_later(attachment)


def keep_draft_files(message: Message, files: Iterable[Enclosable]) -> None:
    """Tie files that were kept before to the message in which they go."""
    for each in files:
        insert_later(Attachment(message=message, file=each.file, name=each.name))


def touch(conversation: Conversation, message: Message) -> None:
    """Count a new message, show it in lists unless a later one was read before it, and save the conversation with its turn."""
    conversation.message_count += 1
    if message.created_at >= conversation.last_message_at:
        show_last(conversation, message)
    else:
        conversation.last_message_id = max(conversation.last_message_id, message.pk)
        save_turn(conversation, *SHOWN)


def show_last(conversation: Conversation, message: Message) -> None:
    """Show the message as the newest one in lists, and save the conversation with its turn."""
    conversation.last_text = rules.preview(_shown_words(message))
    conversation.last_language = message.language
    conversation.last_message_id = message.pk
    conversation.last_message_at = message.created_at
    save_turn(conversation, *SHOWN)


def _shown_words(message: Message) -> str:
    """Return what a list shows: who was asked aside is named, for the line bears the customer's name."""
    words = (plain_words(message.text) if message.rich else message.text) or message.folded_text
    name = _asked_aside(message)
    return f"{name}: {words}" if name else words


def _asked_aside(message: Message) -> str:
    """Return the name of who answers us alone, by mail or by a link, '' for all others."""
    if message.direction != Message.Direction.NOTE:
        return ""
    if message.identity is not None:
        return message.identity.display_name
    return next((str(each["name"]) for each in message.recipients if "answers" in each), "")


def index_message(message: Message, conversation: Conversation) -> None:
    """Make a conversation findable by the words of a message, by who wrote, by subject and by reference."""
    index.put(current_store_id(), searchable(message, conversation))
