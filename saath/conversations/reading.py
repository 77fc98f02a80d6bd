"""From a ledger row to a message: parse and store files first, then one short transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from time import monotonic

from django.db import IntegrityError
from django.db.models import Exists

from saath.channels.base import InboundMessage, IntakeResult, RawDelivery
from saath.conversations.accounts import adapter_for
from saath.conversations.actions.ledger import fail_item, ignore_item
from saath.conversations.actions.receive import receive_message
from saath.conversations.actions.sent_copies import file_sent_copy
from saath.conversations.apart.pairs import apart
from saath.conversations.events import CONVERSATIONS_APART
from saath.conversations.mentions import chain_of, held_of, is_any_left_aside, left_aside_for
from saath.conversations.models import Conversation, IntakeItem, Mention
from saath.conversations.parts import save_parts
from saath.conversations.proof import trusted_word
from saath.conversations.queries.ledger import open_arrived
from saath.conversations.spam.memory import Known, is_welcome, known, suspicion_of
from saath.core.clock import now
from saath.core.faults import fault_point
from saath.jobs.errors import RetryLater
from saath.jobs.turn import Turn
from saath.tenancy.actor import Actor
from saath.tenancy.prepared import Given, GivenNumbers, Prepared
from saath.tenancy.transactions import read_transaction, write_transaction
from saath.timeline.emit import emit

READER = Actor.system("mail intake")
# A heavy mail shall keep the others of its batch waiting no longer.
LONGEST_BATCH_SECONDS = 2.0
# How long an answer lets older mail go first.
PARENT_SECONDS = 0.5
# Older mail that no worker can read must not hold up what came after it; nor is a conflict forever a coincidence.
PATIENCE = timedelta(seconds=60)
UNREAD = (IntakeItem.State.RECEIVED, IntakeItem.State.FAILED)


ITEM = Prepared(lambda: IntakeItem.objects.select_related("account", "raw").filter(pk=Given("id")))
# With them comes whether any copy of a mail of ours waits for its conversation: that costs no statement of its own.
ITEMS = Prepared(
    lambda: (
        IntakeItem.objects.select_related("account", "raw")
        .annotate(is_any_aside=Exists(Mention.objects.filter(item__isnull=False)))
        .filter(pk__any_of=GivenNumbers("ids"))
    )
)
OLDER_UNREAD: Prepared[int] = Prepared(
    lambda: IntakeItem.objects.filter(state=IntakeItem.State.RECEIVED, pk__lt=Given("id")).values_list(
        "id", flat=True
    )[:1]
)


def read_items(turns: Sequence[Turn]) -> None:
    """Read things of the ledger, one after the other; what goes wrong with one is noted on its row, and tried again by its job.

    Each is filed in a transaction of its own. Where the first ones took long, the others go back for whoever is free.
    """
    with read_transaction():
        items = {each.pk: each for each in ITEMS.rows(ids=[turn.args[0] for turn in turns])}
        told = known()
    is_any_aside = any(getattr(item, "is_any_aside", False) for item in items.values())
    began = monotonic()
    filed: list[tuple[Turn, IntakeItem]] = []
    done: list[IntakeItem] = []
    referring: list[IntakeItem] = []
    for turn in turns:
        item = items.get(turn.args[0])
        if item is None:
            continue
        with turn.guarded():
            if turn is not turns[0] and monotonic() - began > LONGEST_BATCH_SECONDS:
                raise RetryLater(0)
            # One that is read already comes again where its job ended in between: what waited for it may still wait.
            if item.state not in UNREAD or read_item(item, told):
                filed.append((turn, item))
                referring.append(item)
            done.append(item)
        if is_any_aside:
            _read_left_aside(filed, told)
    with turns[-1].guarded():
        _tell_apart(done, referring)
    # What was left aside meanwhile found nothing of what was filed meanwhile.
    if filed and is_any_left_aside():
        _read_left_aside(filed, told)


def read_item(item: IntakeItem, told: Known | None) -> bool:
    """Read a thing; return whether copies of our mails that were left aside may belong to it."""
    try:
        result = _parse(item)
        if not result.messages:
            ignore_item(READER, item, rule="nothing-inside")
        for message in result.messages:
            _file(item, message, told)
        fault_point("reading_after_commit")
    except RetryLater:
        raise
    except IntegrityError as error:
        # Somebody has just met the same customer, or filed the same mail: the next try finds what they wrote.
        if _has_waited(item):
            fail_item(READER, item, error=type(error).__name__)
            raise
        raise RetryLater(PARENT_SECONDS) from error
    except Exception as error:
        fail_item(READER, item, error=type(error).__name__)
        raise
    return item.is_imported or any(each.references and not each.thread_tokens for each in result.messages)


def _tell_apart(done: Sequence[IntakeItem], referring: Sequence[IntakeItem]) -> None:
    """Tell of an answer that is filed apart from the mail which it answers, because it came before that or with it."""
    filed = [each for each in done if _is_new_mail(each)]
    answers = [each.message_id for each in referring if _is_new_mail(each) and each.message_id]
    with read_transaction():
        pairs = apart(filed, referring=answers)
    for pair in pairs:
        held = Conversation.objects.in_bulk([pair.answers, pair.answered])
        with write_transaction():
            refs = {"conversation": held[pair.answered]}
            emit(READER, CONVERSATIONS_APART, subject=held[pair.answers], refs=refs)


def _is_new_mail(item: IntakeItem) -> bool:
    """Tell whether a row brought a message of its own just now, which was said here and is no history."""
    is_filed = item.state == IntakeItem.State.ACCEPTED and not item.rule and not item.is_repeat
    return is_filed and not (item.is_imported or item.is_sent_copy)


def _read_left_aside(filed: list[tuple[Turn, IntakeItem]], told: Known | None) -> None:
    """Read the copies of our mails that waited for what was filed, and those that waited for them; take all off the list."""
    while filed:
        turn, item = filed.pop(0)
        with turn.guarded():
            _read_waiting_for(item, told)


def _read_waiting_for(item: IntakeItem, told: Known | None) -> None:
    settled = [item]
    while settled:
        for item_id in left_aside_for(settled.pop()):
            aside = ITEM.first(id=item_id)
            if aside is not None:
                read_item(aside, told)
                settled += [aside] if aside.state == IntakeItem.State.ACCEPTED else []


def _file(item: IntakeItem, message: InboundMessage, told: Known | None) -> None:
    parts = save_parts(message)
    with write_transaction():
        if _follows_unread(item, message):
            raise RetryLater(PARENT_SECONDS)
        if item.is_sent_copy:
            file_sent_copy(READER, item, message=message, parts=parts)
        else:
            receive_message(
                READER,
                item,
                message=message,
                parts=parts,
                is_welcome=not item.is_imported and is_welcome(message, told),
                suspect=lambda: suspicion_of(message, told),
            )


def _follows_unread(item: IntakeItem, message: InboundMessage) -> bool:
    """Tell whether a mail answers one that we do not know yet while older mail still waits to be read."""
    if item.is_imported or message.thread_tokens or not message.references or _has_waited(item):
        return False
    return not held_of(tuple(chain_of(message))) and bool(OLDER_UNREAD.rows(id=item.pk))


def _has_waited(item: IntakeItem) -> bool:
    return now() - item.received_at > PATIENCE


def _parse(item: IntakeItem) -> IntakeResult:
    delivery = RawDelivery(
        body=_octets(item),
        mail_from=item.envelope.get("mail_from"),
        recipients=tuple(item.envelope.get("recipients", ())),
    )
    return adapter_for(item.account, trusted=trusted_word(item.account, source=item.source)).parse(delivery)


def _octets(item: IntakeItem) -> bytes:
    with open_arrived(READER, item) as opened:
        return opened.read()
