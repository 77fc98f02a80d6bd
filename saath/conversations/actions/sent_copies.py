"""An answer that somebody of the store wrote elsewhere, found in a folder of sent mail."""

from __future__ import annotations

from datetime import datetime

from saath.channels.base import InboundMessage
from saath.conversations.actions.history import add_history, hold_history, joined
from saath.conversations.actions.ledger import ignore_item
from saath.conversations.actions.owed import keep_by_writing
from saath.conversations.actions.said import index_message, keep_files, keep_html, touch
from saath.conversations.actions.turns import our_turn, save_turn, their_turn
from saath.conversations.events import REPLY_FOUND
from saath.conversations.mentions import (
    LONGEST_CHAIN,
    chain_of,
    conversations_of_chain,
    note_left_aside,
    note_mentions,
)
from saath.conversations.models import Conversation, Delivery, IntakeItem, Mention, Message, MessageKey
from saath.conversations.ourselves import is_our_address, was_sent_by_us
from saath.conversations.parties import IN_COPY, Role, role_of
from saath.conversations.parts import SavedParts
from saath.language.detect import detect_language
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def file_sent_copy(
    actor: Actor, item: IntakeItem, *, message: InboundMessage, parts: SavedParts
) -> Message | None:
    """File an answer of the store to a customer: once, in the conversation of what it answers; the clock stops.

    Returns None where a rule ignores it: our own delivery, a machine's mail, a mail to somebody else.
    """
    hold_history(item.account)
    if IntakeItem.objects.filter(pk=item.pk, state=IntakeItem.State.ACCEPTED).exists():
        return None  # somebody has just read it too
    rule = _refusal(item, message)
    conversation = None if rule else _answered_conversation(item, message)
    if rule or conversation is None:
        if not rule:
            note_left_aside(item, [_key(message), *chain_of(message)])
        ignore_item(actor, item, rule=rule or "answers-nothing-here")
        return None
    said = _write(actor, item, conversation, message, parts)
    note_mentions(said, chain_of(message), own_key=_key(message))
    if said.direction == Message.Direction.NOTE:
        conversation.message_count += 1
        save_turn(conversation, "message_count")
    else:
        keep_by_writing(actor, conversation, said)
        _take_turn(item, conversation, said, message.references)
    _accept(item, said, message)
    index_message(said, conversation)
    if not item.is_imported:
        emit(actor, REPLY_FOUND, subject=conversation, refs={"message": said})
    return said


def _refusal(item: IntakeItem, message: InboundMessage) -> str:
    """Return the rule by which a copy is no answer to file, '' where it may be one."""
    if message.is_automatic:
        return message.automatic_rule
    if not is_our_address(item.account, message.sender):
        return "from-somebody-else"
    if _is_filed(message) or was_sent_by_us(message):
        return "already-here"
    return ""


def _is_filed(message: InboundMessage) -> bool:
    key = _key(message)
    return MessageKey.objects.filter(key=key).exclude(message__direction=Message.Direction.IN).exists()


def _key(message: InboundMessage) -> str:
    return (message.provider_id or f"{message.fingerprint}@no-id")[:255]


def _answered_conversation(item: IntakeItem, message: InboundMessage) -> Conversation | None:
    """Return the conversation of the newest reference in which one of the recipients has written, held.

    Whoever began the thread, the answers to it may have come before: they name this mail.
    """
    recipients = {p.identity_key[:320] for p in (*message.to, *message.cc)}
    found = [
        conversation_id
        for conversation_id in conversations_of_chain(chain_of(message), own_key=_key(message))
        if Message.objects.filter(conversation_id=conversation_id, identity__key__in=recipients).exists()
    ]
    return joined(found if item.is_imported else found[:1])


def _write(
    actor: Actor, item: IntakeItem, conversation: Conversation, inbound: InboundMessage, parts: SavedParts
) -> Message:
    sent_at = item.arrived_at or inbound.sent_at or item.received_at
    message = Message.objects.create(
        conversation=conversation,
        direction=_direction(conversation, inbound),
        subject=inbound.subject[:400],
        text=inbound.visible_text,
        folded_text=inbound.folded_text,
        html=keep_html(actor, parts.html),
        language=detect_language(inbound.visible_text[:4000]).language or conversation.language,
        recipients=[
            {"address": p.address, "name": p.name, "cc": p in inbound.cc} for p in (*inbound.to, *inbound.cc)
        ],
        has_attachments=bool(inbound.attachments),
        sent_at=sent_at,
        created_at=sent_at if item.is_imported else item.received_at,
    )
    keep_files(actor, message, parts.files)
    key = _key(inbound)
    MessageKey.objects.create(message=message, key=key)
    Delivery.objects.create(
        message=message, state=Delivery.State.SENT, leaves_at=sent_at, sent_at=sent_at, provider_key=key
    )
    return message


def _direction(conversation: Conversation, inbound: InboundMessage) -> str:
    """Return whether somebody was answered or asked aside: who only wrote to the latter has told the customer nothing."""
    recipients = {each.identity_key for each in (*inbound.to, *inbound.cc)}
    roles = {role_of(conversation.people, key) for key in recipients}
    is_aside = Role.ASIDE in roles and not roles.intersection(IN_COPY)
    is_aside = is_aside and conversation.identity.key not in recipients
    return Message.Direction.NOTE if is_aside else Message.Direction.OUT


def _take_turn(
    item: IntakeItem, conversation: Conversation, answer: Message, answered: tuple[str, ...]
) -> None:
    """Stop the clock, unless the customer wrote again after the answer; what it quotes by its id came before it."""
    if conversation.waiting_since is not None:
        since = _first_after(conversation, answer.sent_at, answered)
        if since is None:
            their_turn(conversation, answered_at=answer.sent_at)
        else:
            our_turn(conversation, since)
            conversation.answered_at = answer.sent_at
    first = conversation.first_answered_at
    conversation.first_answered_at = min(first, answer.sent_at) if first else answer.sent_at
    if item.is_imported:
        add_history(conversation, answer)
    else:
        touch(conversation, answer)


def _first_after(conversation: Conversation, at: datetime, answered: tuple[str, ...]) -> datetime | None:
    later = Message.objects.filter(
        conversation=conversation, direction=Message.Direction.IN, is_automatic=False, sent_at__gt=at
    )
    later = later.exclude(keys__key__in=[reference[:255] for reference in answered[-LONGEST_CHAIN:]])
    return later.order_by("id").values_list("created_at", flat=True).first()


def _accept(item: IntakeItem, message: Message, inbound: InboundMessage) -> None:
    item.state, item.rule, item.error = IntakeItem.State.ACCEPTED, "", ""
    item.message, item.message_key, item.fingerprint = message, _key(inbound), inbound.fingerprint
    item.save()
    Mention.objects.filter(item=item).delete()
