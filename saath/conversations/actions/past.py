"""What was said in another help desk is written down with its own times and authors, and nobody is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from saath.conversations import rules
from saath.conversations.actions.history import add_history
from saath.conversations.actions.said import keep_files, keep_html
from saath.conversations.actions.tags import checked_tag
from saath.conversations.actions.turns import our_turn
from saath.conversations.models import (
    ChannelAccount,
    Conversation,
    ConversationTag,
    ConversationValue,
    Delivery,
    Message,
    Tag,
)
from saath.conversations.past import PastConversation, PastMessage
from saath.conversations.queries.fields import values_in
from saath.conversations.searchable import searchable
from saath.conversations.turning import tell_of_turn
from saath.core.clock import now
from saath.fields.filling import found_words
from saath.language.detect import detect_language
from saath.search import index
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_later, insert_row, update_row
from saath.tenancy.scope import current_store_id
from saath.tenancy.transactions import action

State, Direction = Conversation.State, Message.Direction
LANGUAGE_BY = 4_000
KEPT = (
    "version",
    "last_text",
    "last_language",
    "last_message_id",
    "message_count",
    "language",
    "field_words",
)


@action
def bring_conversation(
    actor: Actor, account: ChannelAccount, *, past: PastConversation
) -> tuple[Conversation, Sequence[Message]]:
    """Write a conversation down as it stood elsewhere, with all that was said in it; return both.

    Where it waits for an answer its time begins now, and is measured: nobody here has promised anything, so nobody is warned,
    and nothing is missed. Messages come in the order of their times.
    """
    conversation = insert_row(_conversation(account, past))
    written = [_write(actor, conversation, each) for each in past.messages]
    _show(conversation, written)
    _put_tags(conversation, past.tags)
    if past.values:
        _fill(conversation, past.values)
    if conversation.state == State.OPEN:
        conversation.is_brought = True
        tell_of_turn(conversation)
        conversation.version += 1
    update_row(conversation, *KEPT)
    index.put_many(current_store_id(), [searchable(each, conversation) for each in written])
    return conversation, written


@action
def bring_messages(
    actor: Actor, conversation: Conversation, *, past: Sequence[PastMessage]
) -> Sequence[Message]:
    """Write down what was said elsewhere since a conversation was brought; what was changed here meanwhile stays."""
    held = Conversation.objects.select_for_update(of=("self",)).select_related("customer", "identity")
    fresh = held.get(pk=conversation.pk)
    if fresh.merged_into_id is not None:
        fresh = held.get(pk=fresh.merged_into_id)
    written = []
    for each in past:
        message = _write(actor, fresh, each)
        add_history(fresh, message)
        written.append(message)
    index.put_many(current_store_id(), [searchable(each, fresh) for each in written])
    return written


def _conversation(account: ChannelAccount, past: PastConversation) -> Conversation:
    said = past.messages
    answers = [each.at for each in said if each.direction == Direction.OUT and not each.is_automatic]
    conversation = Conversation(
        customer=past.identity.customer,
        identity=past.identity,
        account=account,
        state=past.state,
        priority=past.priority,
        assignee_id=past.assignee_id,
        follows=past.follows,
        subject=past.subject[:400],
        first_answered_at=min(answers, default=None),
        solved_at=said[-1].at if past.state == State.SOLVED else None,
        last_message_at=said[-1].at,
        created_at=min(past.at, said[0].at),
    )
    if past.state == State.OPEN:
        our_turn(conversation, now())
    return conversation


def _write(actor: Actor, conversation: Conversation, past: PastMessage) -> Message:
    language = detect_language(past.text[:LANGUAGE_BY]).language or ""
    message = Message(
        conversation=conversation,
        direction=past.direction,
        identity=past.identity,
        author_id=past.author_id,
        former_author=past.former_author[:120],
        is_automatic=past.is_automatic,
        subject=conversation.subject if past.direction == Direction.IN else "",
        text=past.text,
        folded_text=past.folded_text,
        html=keep_html(actor, past.parts.html),
        language=language or conversation.language,
        has_attachments=bool(past.parts.files),
        sent_at=past.at,
        created_at=past.at,
    )
    if past.direction == Direction.IN and language:
        conversation.language = language
    insert_row(message)
    keep_files(actor, message, past.parts.files)
    if past.direction == Direction.OUT:
        sent = Delivery(message=message, state=Delivery.State.SENT, leaves_at=past.at, sent_at=past.at)
        insert_later(sent)
    return message


def _show(conversation: Conversation, written: Sequence[Message]) -> None:
    """Let lists show what a person said last."""
    said = [each for each in written if not each.is_automatic] or written
    conversation.message_count = len(written)
    conversation.last_text = rules.preview(said[-1].text or said[-1].folded_text)
    conversation.last_language = said[-1].language
    conversation.last_message_id = written[-1].pk


def _put_tags(conversation: Conversation, names: Sequence[str]) -> None:
    tags: dict[str, Tag] = {}
    for name in map(checked_tag, names):
        key = name.casefold()
        if key not in tags:
            tags[key] = Tag.objects.get_or_create(key=key, defaults={"name": name})[0]
    ConversationTag.objects.bulk_create(
        ConversationTag(conversation=conversation, tag=tag) for tag in tags.values()
    )


def _fill(conversation: Conversation, values: Mapping[int, str]) -> None:
    ConversationValue.objects.bulk_create(
        ConversationValue(conversation=conversation, field_id=field, value=value)
        for field, value in values.items()
    )
    conversation.field_words = found_words(values_in(conversation))
