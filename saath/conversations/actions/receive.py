"""A message of a customer arrives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import CharField

from saath.channels.base import InboundMessage, Nature, NatureKind
from saath.channels.email.tokens import without_token
from saath.channels.registry import adapter_class
from saath.conversations import rules
from saath.conversations.acknowledging.rules import asks_for_word
from saath.conversations.actions._after_solving import (
    follow_up_of,
    take_thanks,
    tell_of_follow_up,
    thanks_in,
)
from saath.conversations.actions._aside import take_mailed_answer
from saath.conversations.actions._solving import end_solution
from saath.conversations.actions.bounced import take_report
from saath.conversations.actions.history import add_history, hold_history, joined
from saath.conversations.actions.learn import LEARNS_FROM
from saath.conversations.actions.ledger import ignore_item
from saath.conversations.actions.said import index_message, keep_files, keep_html, touch
from saath.conversations.actions.turns import our_turn, save_turn
from saath.conversations.events import (
    ACKNOWLEDGEMENT_DUE,
    ASIDE_RECEIVED,
    CONVERSATION_IS_SPAM,
    CONVERSATION_OPENED,
    MESSAGE_RECEIVED,
    REOPENED_TOO_OFTEN,
)
from saath.conversations.mentions import chain_of, note_mentions
from saath.conversations.models import ChannelAccount, Conversation, IntakeItem, Message, MessageKey
from saath.conversations.ourselves import is_our_address, own_keys, was_sent_by_us, written_by_customer
from saath.conversations.parties import Role, after_customer_wrote, after_party_wrote, role_of
from saath.conversations.parts import SavedParts
from saath.conversations.reporting import REPORTS
from saath.conversations.spam.jobs import learn_soon, welcome_soon
from saath.conversations.spam.suspicion import Suspicion, unsuspected
from saath.conversations.thanks import Thanks
from saath.conversations.threading import conversation_of, conversations_of_history
from saath.core.clock import now
from saath.core.faults import fault_point
from saath.customers.actions.recognise import recognise
from saath.customers.models import Identity
from saath.customers.quality import WORTH, Known
from saath.customers.queries import find_identity
from saath.files.storage import SavedBytes
from saath.language.detect import detect_language
from saath.tenancy.actor import Actor
from saath.tenancy.given import Given
from saath.tenancy.prepared import Prepared
from saath.tenancy.rows import insert_later, insert_row, update_later, update_row
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

Suspect = Callable[[], Suspicion]
FILED: Prepared[tuple[int, int]] = Prepared(
    lambda: (
        IntakeItem.objects.filter(
            message_key__in=[Given("key", CharField()), Given("earlier", CharField())],
            fingerprint=Given("fingerprint", CharField()),
            state=IntakeItem.State.ACCEPTED,
            is_repeat=False,
            message__isnull=False,
        )
        .exclude(message_key="")  # as the index says that serves this
        .exclude(pk=Given("item"))
        .values_list("pk", "message_id")
    )
)


@action
def receive_message(
    actor: Actor,
    item: IntakeItem,
    *,
    message: InboundMessage,
    parts: SavedParts,
    is_welcome: bool = False,
    suspect: Suspect = unsuspected,
) -> Message | None:
    """File what a customer wrote: once, with its customer, in its conversation. Returns None where a rule ignores it.

    What is welcome is a person's word. `suspect` is asked of a mail that opens a conversation only: a reason puts that one
    aside, unless a known customer wrote it.
    """
    keys = rules.keys_of_mail(
        message.provider_id,
        message.fingerprint,
        is_dated=message.sent_at is not None,
        received_at=_said_at(item),
    )
    key = keys[0]
    repeated = _already_filed(item, keys, message.fingerprint)
    if repeated is not None:
        _accept(item, repeated, key, message.fingerprint, rule="repeat", is_repeat=True)
        return repeated
    if message.nature.kind in REPORTS:
        return _report(actor, item, message, key)
    if item.is_released or is_welcome:
        message = _from_a_person(message)
    if not is_our_address(item.account, message.sender):
        return _file(actor, item, message, parts, key, suspect)
    if was_sent_by_us(message):
        ignore_item(actor, item, rule="sent-by-us")
        return None
    written = written_by_customer(item.account, message)
    if written is None and not item.is_released:
        ignore_item(actor, item, rule="from-ourselves")
        return None
    return _file(actor, item, written or message, parts, key, suspect)


def _file(
    actor: Actor,
    item: IntakeItem,
    inbound: InboundMessage,
    parts: SavedParts,
    key: str,
    suspect: Suspect,
) -> Message | None:
    identity = _known(item.account, inbound) if inbound.is_automatic else _identity(actor, item, inbound)
    conversation = _of_history(item, identity, inbound, key) if item.is_imported else None
    if conversation is None:
        conversation = conversation_of(item.account, identity, inbound, now=item.received_at)
    if conversation is None and inbound.is_automatic:
        ignore_item(actor, item, rule=inbound.automatic_rule)
        return None
    identity = identity or _identity(actor, item, inbound)
    thanks = thanks_in(conversation, identity, inbound)
    solved = None
    if conversation is not None and thanks is None and not item.is_imported:
        conversation, solved = follow_up_of(conversation, identity, inbound, now=item.received_at)
    is_new = conversation is None
    conversation = conversation or _open(
        item, identity, inbound, _spam_reason(item, identity, suspect), solved
    )
    message = _write(actor, item, conversation, identity, inbound, parts.html)
    keep_files(actor, message, parts.files)
    insert_later(MessageKey(message=message, key=key))
    if inbound.references and not inbound.thread_tokens:
        note_mentions(message, chain_of(inbound), own_key=key)
    if item.is_imported and not is_new:
        _add_history(conversation, message, inbound)
    else:
        _update(actor, conversation, message, inbound, may_wait=not item.is_imported, thanks=thanks)
    if solved is not None:
        tell_of_follow_up(actor, conversation, solved)
    index_message(message, conversation)
    if item.is_released:
        learn_soon(conversation)
        welcome_soon(identity)
    if not item.is_imported:
        _tell(actor, conversation, message, is_new=is_new)
        if is_new and not conversation.spam_reason and _asks_for_word(item, inbound):
            emit(actor, ACKNOWLEDGEMENT_DUE, subject=conversation, refs={"message": message})
    _accept(item, message, key, inbound.fingerprint)
    fault_point("reading_before_commit")
    return message


def _tell(actor: Actor, conversation: Conversation, message: Message, *, is_new: bool) -> None:
    if conversation.state == Conversation.State.SPAM:
        emit(actor, CONVERSATION_IS_SPAM, subject=conversation, refs={"message": message})
        if is_new and conversation.spam_reason in LEARNS_FROM:
            learn_soon(conversation)
        return
    if is_new:
        emit(actor, CONVERSATION_OPENED, subject=conversation, refs={"message": message})
    is_aside = message.direction == Message.Direction.NOTE
    emit(
        actor,
        ASIDE_RECEIVED if is_aside else MESSAGE_RECEIVED,
        subject=conversation,
        refs={"message": message},
    )


def _asks_for_word(item: IntakeItem, inbound: InboundMessage) -> bool:
    age = now() - (item.arrived_at or item.received_at)
    return asks_for_word(inbound, our_key=item.account.key, age=age)


def _report(actor: Actor, item: IntakeItem, message: InboundMessage, key: str) -> Message | None:
    """Enter what a mail server tells about a message of ours; it is a receipt of that message, and no message itself."""
    delivery = take_report(actor, item, message=message)
    rule = REPORTS[message.nature.kind]
    if delivery is None:
        ignore_item(actor, item, rule=f"{rule}-unmatched")
        return None
    _accept(item, delivery.message, key, message.fingerprint, rule=rule)
    return delivery.message


def _already_filed(item: IntakeItem, keys: Sequence[str], fingerprint: str) -> Message | None:
    """Return the message of the same mail (same Message-ID, same hash without trace headers), if it was filed before."""
    filed = FILED.rows(key=keys[0], earlier=keys[-1], fingerprint=fingerprint, item=item.pk)
    return Message.objects.get(pk=min(filed)[1]) if filed else None


def _known(account: ChannelAccount, inbound: InboundMessage) -> Identity | None:
    """Return who a machine's address is known as; nobody is met by what machines write."""
    return find_identity(
        namespace=adapter_class(account.channel).capabilities.identity_namespace,
        key=inbound.sender.identity_key[:320],
    )


def _identity(actor: Actor, item: IntakeItem, inbound: InboundMessage) -> Identity:
    return recognise(
        actor,
        namespace=adapter_class(item.account.channel).capabilities.identity_namespace,
        key=inbound.sender.identity_key[:320],
        address=inbound.sender.address[:320],
        name=inbound.sender.name[:200],
        is_proved=inbound.is_sender_proved,
        is_history=item.is_imported,
    )


def _from_a_person(message: InboundMessage) -> InboundMessage:
    """Return a mail that a person lets in as a person's words, which no machine answers. A server's report stays one."""
    if message.nature.kind not in (NatureKind.AUTOMATIC, NatureKind.LIST):
        return message
    return replace(message, nature=Nature(), refuses_auto_answer=True)


def _spam_reason(item: IntakeItem, identity: Identity, suspect: Suspect) -> str:
    """Return why a new conversation is spam, '' where it is none. No mail of a known customer is hidden, nor is history."""
    if item.is_imported or item.is_released:
        return ""
    suspected = suspect()
    if not suspected.reason:
        return ""
    if not suspected.holds_for_known and _is_known(identity):
        return ""
    return suspected.reason


def _is_known(identity: Identity) -> bool:
    wanted = Conversation.objects.filter(customer_id=identity.customer_id).exclude(
        state=Conversation.State.SPAM
    )
    return wanted.exists()


def _open(
    item: IntakeItem,
    identity: Identity,
    inbound: InboundMessage,
    spam_reason: str,
    solved: Conversation | None,
) -> Conversation:
    """Open a conversation; one of history was over before we came, and spam waits for nobody. `solved` is what it follows."""
    began_at = _said_at(item)
    over: dict[str, Any] = {}
    if item.is_imported:
        over = {"state": Conversation.State.SOLVED, "solved_at": began_at}
    elif spam_reason:
        over = {"state": Conversation.State.SPAM, "spam_reason": spam_reason}
    conversation = Conversation(
        customer=identity.customer,
        identity=identity,
        account=item.account,
        follows=solved,
        subject=inbound.subject[:400],
        last_message_at=began_at,
        created_at=began_at,
        **over,
    )
    if not over:
        our_turn(conversation, began_at)
    return insert_row(conversation)


def _said_at(item: IntakeItem) -> datetime:
    """Return since when we count a message, and where it stands: history by its arrival in the mailbox, all else by its
    arrival here. When it is read, and which time its sender gives, says neither.
    """
    return item.arrived_at if item.is_imported and item.arrived_at else item.received_at


def _write(
    actor: Actor,
    item: IntakeItem,
    conversation: Conversation,
    identity: Identity,
    inbound: InboundMessage,
    html: SavedBytes | None,
) -> Message:
    is_usual_way = item.account_id == conversation.account_id
    if is_usual_way:
        conversation.account = item.account  # it is read already, and the promise asks for its channel
    message = Message(
        conversation=conversation,
        direction=_direction(conversation, identity),
        identity=identity,
        account=None if is_usual_way else item.account,
        is_automatic=inbound.is_automatic,
        subject=inbound.subject[:400],
        text=inbound.visible_text,
        folded_text=inbound.folded_text,
        html=keep_html(actor, html),
        language=_language(conversation, inbound),
        recipients=[
            {"address": p.address, "name": p.name, "cc": p in inbound.cc} for p in (*inbound.to, *inbound.cc)
        ],
        has_attachments=bool(inbound.attachments),
        is_sender_proved=inbound.is_sender_proved,
        proof=inbound.proof.said,
        sent_at=inbound.sent_at or item.arrived_at or item.received_at,
        created_at=_said_at(item),
    )
    return insert_row(message)


def _direction(conversation: Conversation, identity: Identity) -> str:
    """Return whose words they are: those of somebody who was asked aside stay in the house."""
    is_aside = role_of(conversation.people, identity.key) == Role.ASIDE
    return Message.Direction.NOTE if is_aside else Message.Direction.IN


def _language(conversation: Conversation, inbound: InboundMessage) -> str:
    found = detect_language(f"{inbound.subject}\n{inbound.visible_text}"[:4000]).language
    return found or inbound.language_hint[:2] or conversation.language


def _of_history(
    item: IntakeItem, identity: Identity | None, inbound: InboundMessage, key: str
) -> Conversation | None:
    """Return the conversation of a mail of old, whole again where its parts came without it."""
    hold_history(item.account)
    return joined(conversations_of_history(identity, inbound, key=key))


def _add_history(conversation: Conversation, message: Message, inbound: InboundMessage) -> None:
    if message.identity_id == conversation.identity_id and not message.is_automatic:
        _learn_from_customer(conversation, message, inbound)
    add_history(conversation, message)


def _update(
    actor: Actor,
    conversation: Conversation,
    message: Message,
    inbound: InboundMessage,
    *,
    may_wait: bool,
    thanks: Thanks | None,
) -> None:
    """Bring the list's columns and the turn up to the message; a first wait keeps its start.

    What a machine wrote is counted and no more: lists go on showing what people said.
    """
    if message.is_automatic:
        conversation.message_count += 1
        save_turn(conversation, "message_count")
        return
    if message.identity_id == conversation.identity_id:
        _learn_from_customer(conversation, message, inbound)
    elif message.identity is not None:
        conversation.people = after_party_wrote(conversation.people, message.identity.key)
    _follow_customer(conversation, message)
    if thanks is not None:
        take_thanks(actor, conversation, message, thanks)
    elif may_wait and _wakes(actor, conversation, message) and _waits_since(conversation, message):
        end_solution(conversation, how="reopened")
        our_turn(conversation, message.created_at)
    if message.direction == Message.Direction.NOTE and may_wait:
        take_mailed_answer(actor, conversation, message, chain=chain_of(inbound))
    touch(conversation, message)


def _waits_since(conversation: Conversation, message: Message) -> bool:
    """Tell whether a message begins the wait: the first one does that came, though a later one may be read before it."""
    return conversation.waiting_since is None or message.created_at < conversation.waiting_since


def _follow_customer(conversation: Conversation, message: Message) -> None:
    """Answer the customer from now on where they wrote last, if that is theirs for sure."""
    identity = message.identity
    if message.direction != Message.Direction.IN or message.created_at < conversation.last_message_at:
        return
    if message.identity_id == conversation.identity_id:
        conversation.last_account = conversation.last_identity = None
    elif identity is not None and identity.customer_id == conversation.customer_id and identity.proved_at:
        conversation.last_account, conversation.last_identity = message.leaves_by, identity


def _wakes(actor: Actor, conversation: Conversation, message: Message) -> bool:
    """Tell whether a message makes it our turn, and count how often mails alone took a solved conversation up."""
    if conversation.state != Conversation.State.SOLVED:
        return rules.wakes(conversation.state, is_automatic=message.is_automatic)
    since, times = conversation.reopened_since, conversation.reopened_times
    counted = rules.count_reopening(since, times, now=message.created_at)
    if counted is None:
        emit(actor, REOPENED_TOO_OFTEN, subject=conversation, refs={"message": message})
        return False
    conversation.reopened_since, conversation.reopened_times = counted
    return True


def _learn_from_customer(conversation: Conversation, message: Message, inbound: InboundMessage) -> None:
    """Take subject and language over: our answers carry them, so nobody but who gets the answers sets them."""
    conversation.language_before = conversation.language
    conversation.language = message.language or conversation.language
    conversation.subject = inbound.subject[:400] or conversation.subject
    _learn_copies(conversation, inbound)
    customer = conversation.customer
    if message.language and not customer.language:
        customer.language, customer.language_evidence = message.language, f"message {message.public_id}"
        customer.quality += WORTH[Known.LANGUAGE]
        update_later(customer, "language", "language_evidence", "quality")


def _learn_copies(conversation: Conversation, inbound: InboundMessage) -> None:
    """Take over whom the customer copies in; our own addresses and the customer's are nobody else's."""
    if not inbound.cc and not conversation.parties:
        return
    keys = [person.identity_key for person in inbound.cc]
    bare = [without_token(key) for key in keys]
    own = own_keys(conversation.account, bare) if keys else set()
    ours = {key for key, plain in zip(keys, bare, strict=True) if plain in own} | {conversation.identity.key}
    conversation.people = after_customer_wrote(
        conversation.people, inbound.cc, ours=ours, is_proved=inbound.is_sender_proved
    )


def _accept(
    item: IntakeItem,
    message: Message,
    key: str,
    fingerprint: str,
    *,
    rule: str = "",
    is_repeat: bool = False,
) -> None:
    item.state, item.rule, item.error = IntakeItem.State.ACCEPTED, rule, ""
    item.message_key, item.fingerprint = key, fingerprint
    item.message, item.is_repeat = message, is_repeat
    update_row(item, "state", "rule", "error", "message_key", "fingerprint", "message", "is_repeat")
