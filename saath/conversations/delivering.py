"""One answer on its way: claimed, sent outside any transaction, recorded.

A worker that dies in between leaves "sending" behind. The next attempt does not send again: the answer is "unknown" and
a person decides. A customer is never written to twice by a machine.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from saath.channels.base import ChannelError, NeedsReauth, Rejected, RetryLater, SendOutcome
from saath.conversations.actions import deliver as outbox
from saath.conversations.models import Delivery, Solution
from saath.conversations.queries.outbound import outbound_message
from saath.conversations.solving.below import with_words_below
from saath.conversations.solving.words import words_below
from saath.conversations.ways_out import sending_adapter
from saath.core.clock import now
from saath.core.faults import fault_point
from saath.jobs.errors import RetryLater as JobRetryLater
from saath.tenancy.actor import Actor
from saath.tenancy.given import Given
from saath.tenancy.prepared import Prepared
from saath.tenancy.transactions import read_transaction

OUTBOX = Actor.system("outbox")
# Waits between tries of a server that is busy: two and a half days in all, as mail servers do (RFC 5321, 4.5.4.1).
WAITS_SECONDS = (30, 120, 300, 900, 1800, 3600, 7200, 14400, 28800, 57600, 86400)


DELIVERY = Prepared(
    lambda: (
        Delivery.objects.select_related(
            "message__author",
            "message__conversation__account",
            "message__conversation__identity__customer",
        )
        .annotate(asks_in_it=Exists(Solution.objects.filter(asked_in=OuterRef("message"))))
        .filter(pk=Given("id"))
    )
)


def deliver(delivery_id: int) -> None:
    """Send one answer if it is due and nobody else has it."""
    delivery = DELIVERY.first(id=delivery_id)
    if delivery is None:
        return
    if delivery.state == Delivery.State.SENDING:
        outbox.record_unknown(OUTBOX, delivery, attempt=delivery.attempt, reason="interrupted")
        return
    if outbox.claim_delivery(OUTBOX, delivery):
        fault_point("delivery_after_claim")
        _send(delivery, attempt=delivery.attempt + 1)
    else:
        _come_back_when_due(delivery)


def _come_back_when_due(delivery: Delivery) -> None:
    """Keep the job of an answer whose time is still to come: a worker may have died between putting both back."""
    if delivery.state in (Delivery.State.HELD, Delivery.State.QUEUED) and delivery.leaves_at > now():
        raise JobRetryLater((delivery.leaves_at - now()).total_seconds())


def _send(delivery: Delivery, *, attempt: int) -> None:
    try:
        adapter = sending_adapter(delivery.message.conversation.account)
        with read_transaction():
            message = with_words_below(outbound_message(OUTBOX, delivery, adapter), _below(delivery))
        result = adapter.send(message)
    except (RetryLater, NeedsReauth, Rejected) as error:
        _refused(delivery, attempt, error)
        return
    fault_point("after_send_before_record")
    if result.outcome == SendOutcome.SENT:
        outbox.record_sent(OUTBOX, delivery, attempt=attempt, message_id=result.message_id)
    else:
        outbox.record_unknown(OUTBOX, delivery, attempt=attempt, reason=result.detail or "connection lost")


def _below(delivery: Delivery) -> str:
    """Return what stands below a message without being said in the thread: the links by which it asks."""
    if not getattr(delivery, "asks_in_it", False):
        return ""
    asking = Solution.objects.select_related("conversation").filter(asked_in=delivery.message_id)
    return words_below(asking.latest("id"))


def _refused(delivery: Delivery, attempt: int, error: ChannelError) -> None:
    is_final = isinstance(error, Rejected) and error.permanent
    if is_final or attempt > len(WAITS_SECONDS):
        outbox.record_failed(OUTBOX, delivery, attempt=attempt, reason=str(error))
        return
    seconds = getattr(error, "seconds", None) or WAITS_SECONDS[attempt - 1]
    outbox.put_back(OUTBOX, delivery, attempt=attempt, reason=str(error), seconds=seconds)
    raise JobRetryLater(seconds)
