"""The outbox: claim, send (elsewhere, outside any transaction), record."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import CharField, DateTimeField, Exists, F, OuterRef, QuerySet

from saath.conversations.actions.suppression import suppress_address
from saath.conversations.actions.triage import locked
from saath.conversations.actions.turns import our_turn, save_turn, waiting_since
from saath.conversations.events import REPLY_FAILED, REPLY_SENT, REPLY_UNKNOWN
from saath.conversations.models import Conversation, Delivery, MessageKey, Suppression
from saath.conversations.reporting import dead_address_status, key_of_address
from saath.core.clock import now
from saath.tenancy.actor import Actor
from saath.tenancy.prepared import Given, Prepared
from saath.tenancy.transactions import action
from saath.tenancy.updates import PreparedUpdate
from saath.timeline.emit import emit
from saath.timeline.kinds import EventKind

State = Delivery.State


HELD: Prepared[int | None] = Prepared(
    lambda: (
        Conversation.objects.select_for_update().filter(pk=Given("id")).values_list("assignee_id", flat=True)
    )
)
CLAIM = PreparedUpdate(
    lambda: (
        Delivery.objects.filter(
            pk=Given("id"),
            state__in=(State.HELD, State.QUEUED),
            attempt=Given("before"),
            leaves_at__lte=Given("at", DateTimeField()),
        ),
        {"state": State.SENDING, "attempt": Given("attempt")},
    )
)
RECORD = PreparedUpdate(
    lambda: (
        Delivery.objects.filter(pk=Given("id"), state=Given("before", CharField()), attempt=Given("attempt")),
        {
            "state": Given("state", CharField()),
            "reason": Given("reason", CharField()),
            "sent_at": Given("sent_at", DateTimeField()),
        },
    )
)
RAISE_VERSION = PreparedUpdate(
    lambda: (Conversation.objects.filter(pk=Given("id")), {"version": F("version") + 1})
)
COUNT_TROUBLES = PreparedUpdate(
    lambda: (
        Conversation.objects.filter(pk=Given("id")),
        {"has_failed_delivery": Exists(_unsettled()), "version": F("version") + 1},
    )
)


@action
def claim_delivery(actor: Actor, delivery: Delivery) -> bool:
    """Take an answer out for sending; False where it was undone, is settled, or is with another worker."""
    return bool(CLAIM.run(id=delivery.pk, before=delivery.attempt, at=now(), attempt=delivery.attempt + 1))


@action
def record_sent(actor: Actor, delivery: Delivery, *, attempt: int, message_id: str = "") -> bool:
    """Write down that the answer left. A late worker may turn "unknown" into "sent", for it knows.

    `message_id` is the name that whoever took it gave it, by which replies will call it; '' where that is ours.
    """
    done = _record(actor, delivery, attempt, State.SENT, REPLY_SENT) or _record(
        actor, delivery, attempt, State.SENT, REPLY_SENT, before=State.UNKNOWN
    )
    if done and message_id and message_id != delivery.provider_key:
        MessageKey.objects.create(message=delivery.message, key=message_id[:255])
    return done


@action
def record_failed(actor: Actor, delivery: Delivery, *, attempt: int, reason: str) -> bool:
    """Write down that the answer was refused for good, and put its conversation back onto the desk."""
    done = _record(actor, delivery, attempt, State.FAILED, REPLY_FAILED, reason)
    if done:
        _trouble(delivery, is_open=True)
        _suppress_dead(actor, delivery, dead_address_status(reason))
    return done


@action
def record_unknown(actor: Actor, delivery: Delivery, *, attempt: int, reason: str) -> bool:
    """Write down that nobody knows whether the answer left; a person settles it."""
    done = _record(actor, delivery, attempt, State.UNKNOWN, REPLY_UNKNOWN, reason)
    if done:
        _trouble(delivery, is_open=False)
    return done


@action
def put_back(actor: Actor, delivery: Delivery, *, attempt: int, reason: str, seconds: int) -> bool:
    """Queue an answer again which the other side certainly did not take."""
    mine = Delivery.objects.filter(pk=delivery.pk, state=State.SENDING, attempt=attempt)
    return bool(
        mine.update(state=State.QUEUED, reason=reason[:200], leaves_at=now() + timedelta(seconds=seconds))
    )


def _record(
    actor: Actor,
    delivery: Delivery,
    attempt: int,
    state: str,
    kind: EventKind,
    reason: str = "",
    *,
    before: str = State.SENDING,
) -> bool:
    sent_at = now() if state == State.SENT else None
    done = RECORD.run(
        id=delivery.pk, before=before, attempt=attempt, state=state, reason=reason[:200], sent_at=sent_at
    )
    if done:
        conversation = delivery.message.conversation
        if (before, state) == (State.SENDING, State.SENT):  # neither is a trouble
            RAISE_VERSION.run(id=conversation.pk)
        else:
            _count_troubles(conversation)
        emit(actor, kind, subject=conversation, refs={"message": delivery.message}, changed=["delivery"])
    return bool(done)


def _count_troubles(conversation: Conversation) -> None:
    """Say whether any of a conversation's answers is still in trouble.

    It is held before that is asked: a statement that waits for another worker would not see what that one wrote.
    Who has it may have changed while the answer was on its way.
    """
    conversation.assignee_id = HELD.first(id=conversation.pk)
    COUNT_TROUBLES.run(id=conversation.pk)


def _unsettled() -> QuerySet[Delivery]:
    """Return the answers of a conversation of which somebody has to see whether they arrived."""
    return Delivery.objects.filter(
        message__conversation=OuterRef("pk"),
        message__is_automatic=False,
        state__in=(State.FAILED, State.UNKNOWN),
    )


def _suppress_dead(actor: Actor, delivery: Delivery, status: str) -> None:
    """Put an address on the list that the server says does not exist; of several nobody knows which one it was."""
    recipients = delivery.message.recipients
    if not status or len(recipients) != 1:
        return
    [address] = [each["address"] for each in recipients]
    suppress_address(
        actor,
        namespace=delivery.message.recipient.namespace,
        key=key_of_address(address),
        address=address,
        reason=Suppression.Reason.BOUNCED,
        status=status,
        message=delivery.message,
    )


def _trouble(delivery: Delivery, *, is_open: bool) -> None:
    """Let a person see to it. What a machine wrote is nobody's answer: nobody waits for it."""
    if delivery.message.is_automatic:
        return
    fresh = locked(delivery.message.conversation)
    fresh.has_failed_delivery = True
    if is_open:
        our_turn(fresh, waiting_since(fresh) or now())
    save_turn(fresh, "has_failed_delivery")
